// iam:UpdateUser — https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateUser.html
import { z } from "zod";
import { entityName, path, userName } from "../../input.ts";
import { operation } from "../../operation.ts";
import { onRenamed, rename } from "../rename.ts";
import { find } from "../state.ts";

/** The id stays, so keys, groups and policies go with the user; policies that name its ARN do not. */
export const updateUser = operation({
  name: "UpdateUser",
  readOnly: false,
  input: z.object({ UserName: entityName, NewPath: path.optional(), NewUserName: userName.optional() }),
  authorize: ({ UserName, NewPath, NewUserName }, call) =>
    onRenamed(call, "UpdateUser", "users", UserName, { path: NewPath, name: NewUserName }),
  run({ UserName, NewPath, NewUserName }, { world, caller }) {
    const user = find(world, caller.account, "users", UserName);
    rename(world, "users", user, { path: NewPath, name: NewUserName });
  },
});
