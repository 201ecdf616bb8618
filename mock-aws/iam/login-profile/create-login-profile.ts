// iam:CreateLoginProfile — https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateLoginProfile.html
import { z } from "zod";
import { AwsError } from "../../aws-error.ts";
import { bool, entityName } from "../../input.ts";
import { operation } from "../../operation.ts";
import type { Holder } from "../entities.ts";
import { namedHolderInTask, onNamedUser } from "../user/self.ts";
import { password, refuseWeak } from "./password.ts";
import { showProfile } from "./profile.ts";

/** For root it lets the owner of the account choose a password by mail. */
export const createLoginProfile = operation({
  name: "CreateLoginProfile",
  readOnly: false,
  input: z.object({
    UserName: entityName.optional(),
    Password: password.optional(),
    PasswordResetRequired: bool().default(false),
  }),
  authorize: onNamedUser("CreateLoginProfile"),
  run(wish, call) {
    const holder = namedHolderInTask(wish, call);
    refusePasswordOf(holder, wish.Password);
    if (holder.loginProfile)
      throw new AwsError("EntityAlreadyExists", `Login Profile for ${titleOf(holder)} already exists.`, 409);
    if (wish.Password !== undefined) refuseWeak(wish.Password);
    holder.loginProfile = {
      createdAt: call.now,
      resetRequired: wish.PasswordResetRequired,
      ...(wish.Password === undefined ? {} : { password: wish.Password }),
    };
    return showProfile(holder, holder.loginProfile);
  },
});

function titleOf({ name, account }: Holder): string {
  return name === undefined ? `account ${account}` : `user ${name}`;
}

/** "This parameter must be omitted … with an AssumeRoot session. It is required in all other cases." The words are a guess. */
function refusePasswordOf({ name }: Holder, chosen: string | undefined): void {
  if ((name === undefined) === (chosen === undefined)) return;
  const message =
    name === undefined
      ? "Password must not be specified when calling with an AssumeRoot session"
      : "1 validation error detected: Value null at 'password' failed to satisfy constraint: Member must not be null";
  throw new AwsError("ValidationError", message, 400);
}
