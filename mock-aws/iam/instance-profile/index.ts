// Instance profiles: the operations.
import { listByPath } from "../list-by-path.ts";
import { listInstanceProfile } from "../show.ts";
import { addRoleToInstanceProfile } from "./add-role-to-instance-profile.ts";
import { createInstanceProfile } from "./create-instance-profile.ts";
import { deleteInstanceProfile } from "./delete-instance-profile.ts";
import { getInstanceProfile } from "./get-instance-profile.ts";
import { listInstanceProfilesForRole } from "./list-instance-profiles-for-role.ts";
import { removeRoleFromInstanceProfile } from "./remove-role-from-instance-profile.ts";

export const INSTANCE_PROFILE_OPERATIONS = [
  addRoleToInstanceProfile,
  createInstanceProfile,
  deleteInstanceProfile,
  getInstanceProfile,
  listByPath("ListInstanceProfiles", "instanceProfiles", listInstanceProfile),
  listInstanceProfilesForRole,
  removeRoleFromInstanceProfile,
];
