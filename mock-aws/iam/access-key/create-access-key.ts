// iam:CreateAccessKey — https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccessKey.html
import { z } from "zod";
import { entityName } from "../../input.ts";
import { operation } from "../../operation.ts";
import { namedHolder, onNamedUser } from "../user/self.ts";
import { addKey } from "./add-key.ts";

/** Called by root without a name it makes a key of root's, also where the account has no users. */
export const createAccessKey = operation({
  name: "CreateAccessKey",
  readOnly: false,
  input: z.object({ UserName: entityName.optional() }),
  authorize: onNamedUser("CreateAccessKey"),
  run(wish, call) {
    const holder = namedHolder(wish, call);
    const key = addKey(call.world, holder);
    return {
      AccessKey: {
        UserName: holder.name,
        AccessKeyId: key.accessKeyId,
        Status: "Active",
        SecretAccessKey: key.secretAccessKey,
        CreateDate: new Date(key.createdAt),
      },
    };
  },
});
