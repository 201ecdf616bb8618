// organizations:AttachPolicy — https://docs.aws.amazon.com/organizations/latest/APIReference/API_AttachPolicy.html
import { AwsError } from "../aws-error.ts";
import { current } from "../propagation.ts";
import { attach } from "./attach.ts";
import { define } from "./define.ts";
import { findPolicy, refuseUnknownTarget } from "./find.ts";
import { policyId, targetId } from "./input.ts";

export const attachPolicy = define({
  name: "AttachPolicy",
  readOnly: false,
  input: { PolicyId: policyId, TargetId: targetId },
  about: ({ PolicyId, TargetId }) => [PolicyId, TargetId],
  context: ({ PolicyId }, org) => ({ "organizations:PolicyType": org.policies.get(PolicyId)?.type }),
  run({ PolicyId, TargetId }, org, { world }) {
    const policy = findPolicy(org, PolicyId);
    refuseUnknownTarget(org, TargetId);
    if (!current(org.root.enabled).has(policy.type)) {
      throw new AwsError(
        "PolicyTypeNotEnabledException",
        "This operation can be performed only for enabled policy types.",
        400,
      );
    }
    attach(world, TargetId, PolicyId);
  },
});
