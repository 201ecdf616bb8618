// organizations:DetachPolicy — https://docs.aws.amazon.com/organizations/latest/APIReference/API_DetachPolicy.html
import { detach } from "./attach.ts";
import { define } from "./define.ts";
import { findPolicy, refuseUnknownTarget } from "./find.ts";
import { policyId, targetId } from "./input.ts";

export const detachPolicy = define({
  name: "DetachPolicy",
  readOnly: false,
  input: { PolicyId: policyId, TargetId: targetId },
  about: ({ PolicyId, TargetId }) => [PolicyId, TargetId],
  context: ({ PolicyId }, org) => ({ "organizations:PolicyType": org.policies.get(PolicyId)?.type }),
  run({ PolicyId, TargetId }, org, { world }) {
    findPolicy(org, PolicyId);
    refuseUnknownTarget(org, TargetId);
    detach(world, TargetId, PolicyId);
  },
});
