// Console passwords: the operations.
import { changePassword } from "./change-password.ts";
import { createLoginProfile } from "./create-login-profile.ts";
import { deleteLoginProfile } from "./delete-login-profile.ts";
import { getLoginProfile } from "./get-login-profile.ts";
import { updateLoginProfile } from "./update-login-profile.ts";

export const LOGIN_PROFILE_OPERATIONS = [
  changePassword,
  createLoginProfile,
  deleteLoginProfile,
  getLoginProfile,
  updateLoginProfile,
];
