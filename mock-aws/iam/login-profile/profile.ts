// The console password of a user or of root, as IAM finds and shows it; the password itself is never shown.
import { AwsError } from "../../aws-error.ts";
import type { Holder, LoginProfile } from "../entities.ts";

/** Root has no name, and IAM says so in its own way [recorded]. */
export function findProfile(user: Holder): LoginProfile {
  if (user.loginProfile) return user.loginProfile;
  throw new AwsError("NoSuchEntity", `Login Profile for User ${user.name ?? null} cannot be found.`, 404);
}

export function showProfile(user: Holder, { createdAt, resetRequired }: LoginProfile) {
  return {
    LoginProfile: { UserName: user.name, CreateDate: new Date(createdAt), PasswordResetRequired: resetRequired },
  };
}
