// iam:DeleteAccessKey — https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteAccessKey.html
import { z } from "zod";
import { entityName } from "../../input.ts";
import { operation } from "../../operation.ts";
import { change } from "../../propagation.ts";
import { namedUser, onNamedUser } from "../user/self.ts";
import { accessKeyIdInput, findKey } from "./find-key.ts";

/** The key is forgotten at once by the control plane and a moment later where it is enforced. */
export const deleteAccessKey = operation({
  name: "DeleteAccessKey",
  readOnly: false,
  input: z.object({ UserName: entityName.optional(), AccessKeyId: accessKeyIdInput }),
  authorize: onNamedUser("DeleteAccessKey"),
  run(wish, call) {
    const user = namedUser(wish, call);
    const key = findKey(call.world, user, wish.AccessKeyId);
    change(key.status, "Deleted", call.now);
    user.accessKeyIds.splice(user.accessKeyIds.indexOf(key.accessKeyId), 1);
  },
});
