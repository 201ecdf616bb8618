// iam:UpdateServiceSpecificCredential — https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateServiceSpecificCredential.html
import { z } from "zod";
import { oneOf, userName } from "../../input.ts";
import { operation } from "../../operation.ts";
import { onNamedUser } from "../user/self.ts";
import { credentialId, findCredential } from "./credentials.ts";

export const updateServiceSpecificCredential = operation({
  name: "UpdateServiceSpecificCredential",
  readOnly: false,
  input: z.object({
    UserName: userName.optional(),
    ServiceSpecificCredentialId: credentialId,
    Status: oneOf(["Active", "Inactive"]),
  }),
  authorize: onNamedUser("UpdateServiceSpecificCredential"),
  run(wish, call) {
    findCredential(wish, call).status = wish.Status;
  },
});
