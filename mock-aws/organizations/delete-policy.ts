// organizations:DeletePolicy — https://docs.aws.amazon.com/organizations/latest/APIReference/API_DeletePolicy.html
import { AwsError } from "../aws-error.ts";
import { current } from "../propagation.ts";
import { define } from "./define.ts";
import { findPolicy } from "./find.ts";
import { policyId } from "./input.ts";
import { refuseAwsManaged } from "./policy-content.ts";

export const deletePolicy = define({
  name: "DeletePolicy",
  readOnly: false,
  input: { PolicyId: policyId },
  about: ({ PolicyId }) => [PolicyId],
  context: ({ PolicyId }, org) => ({ "organizations:PolicyType": org.policies.get(PolicyId)?.type }),
  run({ PolicyId }, org) {
    const policy = findPolicy(org, PolicyId);
    refuseAwsManaged(policy);
    const isUsed = [...current(org.attachments).values()].some((ids) => ids.includes(PolicyId));
    if (isUsed)
      throw new AwsError(
        "PolicyInUseException",
        "The policy is attached to one or more entities. You must detach it from all roots, OUs, and accounts before performing this operation.",
        400,
      );
    org.policies.delete(PolicyId);
    org.retired.policies.set(PolicyId, policy);
  },
});
