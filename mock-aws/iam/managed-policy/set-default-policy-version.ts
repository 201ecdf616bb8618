// iam:SetDefaultPolicyVersion — https://docs.aws.amazon.com/IAM/latest/APIReference/API_SetDefaultPolicyVersion.html
import { z } from "zod";
import { operation } from "../../operation.ts";
import { change } from "../../propagation.ts";
import { onPolicy } from "../access.ts";
import { policyArn } from "./find-policy.ts";
import { findOwnPolicy, findVersion } from "./own-policy.ts";
import { versionId } from "./show-version.ts";

/** Changes at one stroke what everyone with the policy may do: nothing on the users and roles themselves shows it. */
export const setDefaultPolicyVersion = operation({
  name: "SetDefaultPolicyVersion",
  readOnly: false,
  input: z.object({ PolicyArn: policyArn, VersionId: versionId }),
  authorize: onPolicy("SetDefaultPolicyVersion"),
  run({ PolicyArn, VersionId }, { world, now, caller }) {
    const policy = findOwnPolicy(world, caller.account, PolicyArn);
    change(policy.defaultVersion, findVersion(policy, VersionId), now);
    policy.updatedAt = now;
  },
});
