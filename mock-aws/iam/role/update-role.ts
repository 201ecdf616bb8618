// iam:UpdateRole — https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRole.html
import { z } from "zod";
import { integer, roleName } from "../../input.ts";
import { operation } from "../../operation.ts";
import { onRole } from "../access.ts";
import { refuseUnmodifiable } from "../protected-roles.ts";
import { find } from "../state.ts";
import { roleDescription } from "./role-description.ts";

/** A shorter maximum does not shorten the sessions that exist. What is left out goes back to its default. */
export const updateRole = operation({
  name: "UpdateRole",
  readOnly: false,
  input: z.object({
    RoleName: roleName,
    Description: roleDescription.optional(),
    MaxSessionDuration: integer(3600, 43200).optional(),
  }),
  authorize: onRole("UpdateRole"),
  run({ RoleName, Description, MaxSessionDuration }, { world, caller }) {
    const role = find(world, caller.account, "roles", RoleName);
    refuseUnmodifiable(role);
    if (Description !== undefined) role.description = Description;
    role.maxSessionDuration = MaxSessionDuration ?? 3600;
    return {};
  },
});
