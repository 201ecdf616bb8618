// iam:GetPolicyVersion — https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicyVersion.html
import { z } from "zod";
import { operation } from "../../operation.ts";
import { onPolicy } from "../access.ts";
import { findPolicy, policyArn } from "./find-policy.ts";
import { findVersion } from "./own-policy.ts";
import { showVersion, versionId } from "./show-version.ts";

export const getPolicyVersion = operation({
  name: "GetPolicyVersion",
  readOnly: true,
  input: z.object({ PolicyArn: policyArn, VersionId: versionId }),
  authorize: onPolicy("GetPolicyVersion"),
  run({ PolicyArn, VersionId }, { world, caller }) {
    const policy = findPolicy(world, caller.account, PolicyArn);
    return { PolicyVersion: showVersion(policy, findVersion(policy, VersionId)) };
  },
});
