// iam:RemoveRoleFromInstanceProfile — https://docs.aws.amazon.com/IAM/latest/APIReference/API_RemoveRoleFromInstanceProfile.html
import { z } from "zod";
import { AwsError } from "../../aws-error.ts";
import { entityName, roleName } from "../../input.ts";
import { operation } from "../../operation.ts";
import { refuseUnmodifiable } from "../protected-roles.ts";
import { find, KINDS } from "../state.ts";
import { onProfile } from "./on-profile.ts";

/** Credentials that an instance has fetched go on working; it only gets no new ones. */
export const removeRoleFromInstanceProfile = operation({
  name: "RemoveRoleFromInstanceProfile",
  readOnly: false,
  input: z.object({ InstanceProfileName: entityName, RoleName: roleName }),
  authorize: onProfile("RemoveRoleFromInstanceProfile"),
  run({ InstanceProfileName, RoleName }, { world, caller }) {
    const profile = find(world, caller.account, "instanceProfiles", InstanceProfileName);
    const role = find(world, caller.account, "roles", RoleName);
    refuseUnmodifiable(role);
    if (profile.role !== role) throw new AwsError("NoSuchEntity", KINDS.roles.absent(RoleName), 404);
    delete profile.role;
  },
});
