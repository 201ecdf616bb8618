// The console password of a user, as IAM finds and shows it; the password itself is never shown.
import { AwsError } from "../../aws-error.ts";
import type { LoginProfile, User } from "../entities.ts";

export function findProfile(user: User): LoginProfile {
  if (user.loginProfile) return user.loginProfile;
  throw new AwsError("NoSuchEntity", `Login Profile for User ${user.name} cannot be found.`, 404);
}

export function showProfile(user: User, { createdAt, resetRequired }: LoginProfile) {
  return {
    LoginProfile: { UserName: user.name, CreateDate: new Date(createdAt), PasswordResetRequired: resetRequired },
  };
}
