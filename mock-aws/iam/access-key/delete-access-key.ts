// iam:DeleteAccessKey — https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteAccessKey.html
import { z } from "zod";
import { entityName } from "../../input.ts";
import { operation } from "../../operation.ts";
import { change } from "../../propagation.ts";
import { namedHolder, onNamedUser } from "../user/self.ts";
import { accessKeyIdInput, findKey } from "./find-key.ts";

/** The key is forgotten at once by the control plane and a moment later where it is enforced. */
export const deleteAccessKey = operation({
  name: "DeleteAccessKey",
  readOnly: false,
  input: z.object({ UserName: entityName.optional(), AccessKeyId: accessKeyIdInput }),
  authorize: onNamedUser("DeleteAccessKey"),
  run(wish, call) {
    const holder = namedHolder(wish, call);
    const key = findKey(call.world, holder, wish.AccessKeyId);
    change(key.status, "Deleted", call.now);
    if (holder.name !== undefined) holder.accessKeyIds.splice(holder.accessKeyIds.indexOf(key.accessKeyId), 1);
  },
});
