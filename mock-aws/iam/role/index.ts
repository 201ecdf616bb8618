// Roles: the operations.
import { listByPath } from "../list-by-path.ts";
import { listRole } from "../show.ts";
import { createRole } from "./create-role.ts";
import { deleteRole } from "./delete-role.ts";
import { getRole } from "./get-role.ts";
import { updateAssumeRolePolicy } from "./update-assume-role-policy.ts";
import { updateRole } from "./update-role.ts";
import { updateRoleDescription } from "./update-role-description.ts";

export const ROLE_OPERATIONS = [
  createRole,
  deleteRole,
  getRole,
  listByPath("ListRoles", "roles", listRole),
  updateAssumeRolePolicy,
  updateRole,
  updateRoleDescription,
];
