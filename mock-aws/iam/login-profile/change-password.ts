// iam:ChangePassword — https://docs.aws.amazon.com/IAM/latest/APIReference/API_ChangePassword.html
import { z } from "zod";
import { AwsError } from "../../aws-error.ts";
import { operation } from "../../operation.ts";
import { callingUser, onNamedUser } from "../user/self.ts";
import { password, refuseWeak } from "./password.ts";
import { findProfile } from "./profile.ts";

export const changePassword = operation({
  name: "ChangePassword",
  readOnly: false,
  input: z.object({ OldPassword: password, NewPassword: password }),
  authorize: (_wish, call) => onNamedUser("ChangePassword")({}, call),
  run({ OldPassword, NewPassword }, { caller }) {
    const user = callingUser(caller);
    if (!user) throw new AwsError("InvalidUserType", "Only IAM Users can change their own password", 400);
    const profile = findProfile(user);
    if (profile.password !== OldPassword) throw new AwsError("AccessDenied", "The old password was incorrect.", 403);
    refuseWeak(NewPassword);
    user.loginProfile = { ...profile, password: NewPassword, resetRequired: false };
  },
});
