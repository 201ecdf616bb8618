// iam:ListAccessKeys — https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccessKeys.html
import { z } from "zod";
import { entityName } from "../../input.ts";
import { operation } from "../../operation.ts";
import { current } from "../../propagation.ts";
import { PAGE, page } from "../paging.ts";
import { namedHolder, onNamedUser } from "../user/self.ts";
import { keysOf } from "./find-key.ts";

export const listAccessKeys = operation({
  name: "ListAccessKeys",
  readOnly: true,
  input: z.object({ UserName: entityName.optional(), ...PAGE }),
  authorize: onNamedUser("ListAccessKeys"),
  run(wish, call) {
    const holder = namedHolder(wish, call);
    const { items, more } = page(keysOf(call.world, holder), ({ accessKeyId }) => accessKeyId, wish);
    const metadata = items.map((key) => ({
      UserName: holder.name,
      AccessKeyId: key.accessKeyId,
      Status: current(key.status),
      CreateDate: new Date(key.createdAt),
    }));
    return { AccessKeyMetadata: metadata, ...more };
  },
});
