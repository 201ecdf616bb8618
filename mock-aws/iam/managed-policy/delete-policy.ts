// iam:DeletePolicy — https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicy.html
import { z } from "zod";
import { AwsError } from "../../aws-error.ts";
import { operation } from "../../operation.ts";
import { change } from "../../propagation.ts";
import { onPolicy } from "../access.ts";
import { iam } from "../state.ts";
import { policyArn } from "./find-policy.ts";
import { findOwnPolicy } from "./own-policy.ts";
import { usages } from "./usage.ts";

export const deletePolicy = operation({
  name: "DeletePolicy",
  readOnly: false,
  input: z.object({ PolicyArn: policyArn }),
  authorize: onPolicy("DeletePolicy"),
  run({ PolicyArn }, { world, now, caller: { account } }) {
    const policy = findOwnPolicy(world, account, PolicyArn);
    const { attachments, boundaries } = usages(world, account)(PolicyArn);
    if (attachments + boundaries > 0) {
      throw new AwsError("DeleteConflict", "Cannot delete a policy attached to entities.", 409);
    }
    if (policy.versions.length > 1) {
      const message =
        "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.";
      throw new AwsError("DeleteConflict", message, 409);
    }
    change(policy.exists, false, now);
    const { policies, retiredPolicies } = iam(world, account);
    policies.delete(policy.name.toLowerCase());
    retiredPolicies.set(PolicyArn, policy);
  },
});
