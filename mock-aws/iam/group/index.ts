// Groups: the operations.
import { listByPath } from "../list-by-path.ts";
import { showGroup } from "../show.ts";
import { addUserToGroup } from "./add-user-to-group.ts";
import { createGroup } from "./create-group.ts";
import { deleteGroup } from "./delete-group.ts";
import { getGroup } from "./get-group.ts";
import { listGroupsForUser } from "./list-groups-for-user.ts";
import { removeUserFromGroup } from "./remove-user-from-group.ts";
import { updateGroup } from "./update-group.ts";

export const GROUP_OPERATIONS = [
  addUserToGroup,
  createGroup,
  deleteGroup,
  getGroup,
  listByPath("ListGroups", "groups", showGroup),
  listGroupsForUser,
  removeUserFromGroup,
  updateGroup,
];
