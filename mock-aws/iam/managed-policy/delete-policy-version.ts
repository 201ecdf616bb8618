// iam:DeletePolicyVersion — https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicyVersion.html
import { z } from "zod";
import { AwsError } from "../../aws-error.ts";
import { operation } from "../../operation.ts";
import { current } from "../../propagation.ts";
import { onPolicy } from "../access.ts";
import { policyArn } from "./find-policy.ts";
import { findOwnPolicy, findVersion } from "./own-policy.ts";
import { versionId } from "./show-version.ts";

export const deletePolicyVersion = operation({
  name: "DeletePolicyVersion",
  readOnly: false,
  input: z.object({ PolicyArn: policyArn, VersionId: versionId }),
  authorize: onPolicy("DeletePolicyVersion"),
  run({ PolicyArn, VersionId }, { world, now, caller }) {
    const policy = findOwnPolicy(world, caller.account, PolicyArn);
    const version = findVersion(policy, VersionId);
    if (current(policy.defaultVersion).id === version.id) {
      throw new AwsError("DeleteConflict", "Cannot delete the default version of a policy.", 409);
    }
    policy.versions.splice(policy.versions.indexOf(version), 1);
    policy.updatedAt = now;
  },
});
