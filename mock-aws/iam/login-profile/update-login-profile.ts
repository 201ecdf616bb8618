// iam:UpdateLoginProfile — https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateLoginProfile.html
import { z } from "zod";
import { bool, entityName } from "../../input.ts";
import { operation } from "../../operation.ts";
import { onUser } from "../access.ts";
import { find } from "../state.ts";
import { password, refuseWeak } from "./password.ts";
import { findProfile } from "./profile.ts";

export const updateLoginProfile = operation({
  name: "UpdateLoginProfile",
  readOnly: false,
  input: z.object({ UserName: entityName, Password: password.optional(), PasswordResetRequired: bool().optional() }),
  authorize: onUser("UpdateLoginProfile"),
  run({ UserName, Password, PasswordResetRequired }, { world, caller }) {
    const user = find(world, caller.account, "users", UserName);
    const profile = findProfile(user);
    if (Password !== undefined) refuseWeak(Password);
    user.loginProfile = {
      ...profile,
      ...(Password === undefined ? {} : { password: Password }),
      resetRequired: PasswordResetRequired ?? profile.resetRequired,
    };
  },
});
