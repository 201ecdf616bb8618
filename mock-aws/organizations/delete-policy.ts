// organizations:DeletePolicy — https://docs.aws.amazon.com/organizations/latest/APIReference/API_DeletePolicy.html
import { AwsError } from "../aws-error.ts";
import { text } from "../input.ts";
import { current } from "../propagation.ts";
import { define } from "./define.ts";
import { findPolicy } from "./find.ts";
import { refuseAwsManaged } from "./policy-content.ts";

export const deletePolicy = define({
  name: "DeletePolicy",
  readOnly: false,
  input: { PolicyId: text({ max: 130 }) },
  run({ PolicyId }, org) {
    refuseAwsManaged(findPolicy(org, PolicyId));
    const isUsed = [...current(org.attachments).values()].some((ids) => ids.includes(PolicyId));
    if (isUsed)
      throw new AwsError(
        "PolicyInUseException",
        "The policy is attached to one or more entities. You must detach it from all roots, OUs, and accounts before performing this operation.",
        400,
      );
    org.policies.delete(PolicyId);
  },
});
