// iam:CreateLoginProfile — https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateLoginProfile.html
import { z } from "zod";
import { AwsError } from "../../aws-error.ts";
import { bool, entityName } from "../../input.ts";
import { operation } from "../../operation.ts";
import { namedUser, onNamedUser } from "../user/self.ts";
import { password, refuseWeak } from "./password.ts";
import { showProfile } from "./profile.ts";

export const createLoginProfile = operation({
  name: "CreateLoginProfile",
  readOnly: false,
  input: z.object({
    UserName: entityName.optional(),
    Password: password,
    PasswordResetRequired: bool().default(false),
  }),
  authorize: onNamedUser("CreateLoginProfile"),
  run(wish, call) {
    const user = namedUser(wish, call);
    if (user.loginProfile)
      throw new AwsError("EntityAlreadyExists", `Login Profile for user ${user.name} already exists.`, 409);
    refuseWeak(wish.Password);
    user.loginProfile = { createdAt: call.now, password: wish.Password, resetRequired: wish.PasswordResetRequired };
    return showProfile(user, user.loginProfile);
  },
});
