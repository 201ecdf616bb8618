// iam:ListServiceSpecificCredentials — https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListServiceSpecificCredentials.html
import { z } from "zod";
import { bool, userName } from "../../input.ts";
import { operation } from "../../operation.ts";
import { PAGE, page } from "../paging.ts";
import { iam } from "../state.ts";
import { namedUser, onNamedUser } from "../user/self.ts";
import { listCredential, refuseUnsupported } from "./credentials.ts";

/** A whole list says nothing of pages [recorded]. */
export const listServiceSpecificCredentials = operation({
  name: "ListServiceSpecificCredentials",
  readOnly: true,
  input: z.object({
    UserName: userName.optional(),
    ServiceName: z.string().optional(),
    AllUsers: bool().default(false),
    ...PAGE,
  }),
  authorize: onNamedUser("ListServiceSpecificCredentials"),
  run(wish, call) {
    const user = wish.AllUsers ? undefined : namedUser(wish, call);
    if (wish.ServiceName !== undefined) refuseUnsupported(wish.ServiceName);
    const all = [...iam(call.world, call.caller.account).serviceCredentials.values()];
    const wanted = all.filter(
      (one) => (user === undefined || one.user === user) && (wish.ServiceName ?? one.service) === one.service,
    );
    const { items, more } = page(wanted, ({ id }) => id, wish);
    return { ServiceSpecificCredentials: items.map(listCredential), ...(more.IsTruncated ? more : {}) };
  },
});
