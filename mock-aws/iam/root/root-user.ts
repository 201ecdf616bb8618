// The root user of an account: whoever opened the account has it, with a password.
import { rootArn } from "../../caller.ts";
import { perAccount } from "../../world.ts";
import type { RootUser } from "../entities.ts";

export const rootUser = perAccount<RootUser>(({ id, createdAt }) => ({
  account: id,
  arn: rootArn(id),
  createdAt,
  loginProfile: { createdAt, resetRequired: false },
}));

/** As IAM shows root: a user without name and path [recorded]. */
export function showRoot({ account, arn, createdAt }: RootUser) {
  return { UserId: account, Arn: arn, CreateDate: new Date(createdAt) };
}
