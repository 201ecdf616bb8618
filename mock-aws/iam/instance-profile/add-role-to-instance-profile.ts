// iam:AddRoleToInstanceProfile — https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddRoleToInstanceProfile.html
import { z } from "zod";
import { AwsError } from "../../aws-error.ts";
import { entityName, roleName } from "../../input.ts";
import { operation } from "../../operation.ts";
import { passRole } from "../access.ts";
import { refuseUnmodifiable } from "../protected-roles.ts";
import { find } from "../state.ts";
import { onProfile } from "./on-profile.ts";

/** A profile holds one role at most. */
export const addRoleToInstanceProfile = operation({
  name: "AddRoleToInstanceProfile",
  readOnly: false,
  input: z.object({ InstanceProfileName: entityName, RoleName: roleName }),
  authorize: (input, call) => [
    ...onProfile("AddRoleToInstanceProfile")(input, call),
    passRole(call, input.RoleName, { "iam:PassedToService": "ec2.amazonaws.com" }),
  ],
  run({ InstanceProfileName, RoleName }, { world, caller }) {
    const profile = find(world, caller.account, "instanceProfiles", InstanceProfileName);
    const role = find(world, caller.account, "roles", RoleName);
    refuseUnmodifiable(role);
    if (profile.role) {
      throw new AwsError("LimitExceeded", "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1", 409);
    }
    profile.role = role;
  },
});
