// iam:GetUser — https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUser.html
import { z } from "zod";
import { entityName } from "../../input.ts";
import { operation } from "../../operation.ts";
import { rootUser, showRoot } from "../root/root-user.ts";
import { showUser } from "../show.ts";
import { isRoot, namedUser, onNamedUser } from "./self.ts";

/** Without a name it is the caller; root is shown as a user without a name. */
export const getUser = operation({
  name: "GetUser",
  readOnly: true,
  input: z.object({ UserName: entityName.optional() }),
  authorize: onNamedUser("GetUser"),
  run(wish, call) {
    if (wish.UserName === undefined && isRoot(call.caller))
      return { User: showRoot(rootUser(call.world, call.caller.account)) };
    return { User: showUser(namedUser(wish, call)) };
  },
});
