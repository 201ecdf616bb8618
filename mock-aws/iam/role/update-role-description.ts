// iam:UpdateRoleDescription — https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRoleDescription.html
import { z } from "zod";
import { roleName } from "../../input.ts";
import { operation } from "../../operation.ts";
import { onRole } from "../access.ts";
import { refuseUnmodifiable } from "../protected-roles.ts";
import { showRole } from "../show.ts";
import { find } from "../state.ts";
import { roleDescription } from "./role-description.ts";

export const updateRoleDescription = operation({
  name: "UpdateRoleDescription",
  readOnly: false,
  input: z.object({ RoleName: roleName, Description: roleDescription }),
  authorize: onRole("UpdateRoleDescription"),
  run({ RoleName, Description }, { world, caller }) {
    const role = find(world, caller.account, "roles", RoleName);
    refuseUnmodifiable(role);
    role.description = Description;
    return { Role: showRole(role) };
  },
});
