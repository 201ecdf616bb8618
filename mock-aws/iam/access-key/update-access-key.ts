// iam:UpdateAccessKey — https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccessKey.html
import { z } from "zod";
import { entityName, oneOf } from "../../input.ts";
import { operation } from "../../operation.ts";
import { change } from "../../propagation.ts";
import { namedHolder, onNamedUser } from "../user/self.ts";
import { accessKeyIdInput, findKey } from "./find-key.ts";

/** Switches the key alone: the sessions that it opened go on until they expire. */
export const updateAccessKey = operation({
  name: "UpdateAccessKey",
  readOnly: false,
  input: z.object({
    UserName: entityName.optional(),
    AccessKeyId: accessKeyIdInput,
    Status: oneOf(["Active", "Inactive"]),
  }),
  authorize: onNamedUser("UpdateAccessKey"),
  run(wish, call) {
    change(findKey(call.world, namedHolder(wish, call), wish.AccessKeyId).status, wish.Status, call.now);
  },
});
