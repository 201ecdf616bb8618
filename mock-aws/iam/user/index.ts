// Users: the operations.
import { listByPath } from "../list-by-path.ts";
import { listUser } from "../show.ts";
import { createUser } from "./create-user.ts";
import { deleteUser } from "./delete-user.ts";
import { getUser } from "./get-user.ts";
import { updateUser } from "./update-user.ts";

export const USER_OPERATIONS = [
  createUser,
  deleteUser,
  getUser,
  listByPath("ListUsers", "users", listUser),
  updateUser,
];
