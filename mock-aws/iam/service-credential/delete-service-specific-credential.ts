// iam:DeleteServiceSpecificCredential — https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteServiceSpecificCredential.html
import { z } from "zod";
import { userName } from "../../input.ts";
import { operation } from "../../operation.ts";
import { iam } from "../state.ts";
import { onNamedUser } from "../user/self.ts";
import { credentialId, findCredential } from "./credentials.ts";

export const deleteServiceSpecificCredential = operation({
  name: "DeleteServiceSpecificCredential",
  readOnly: false,
  input: z.object({ UserName: userName.optional(), ServiceSpecificCredentialId: credentialId }),
  authorize: onNamedUser("DeleteServiceSpecificCredential"),
  run(wish, call) {
    const { id } = findCredential(wish, call);
    iam(call.world, call.caller.account).serviceCredentials.delete(id);
  },
});
