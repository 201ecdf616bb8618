// iam:ResetServiceSpecificCredential — https://docs.aws.amazon.com/IAM/latest/APIReference/API_ResetServiceSpecificCredential.html
import { z } from "zod";
import { secretKey } from "../../ids.ts";
import { userName } from "../../input.ts";
import { operation } from "../../operation.ts";
import { onNamedUser } from "../user/self.ts";
import { credentialId, findCredential, showCredential, trailCredential } from "./credentials.ts";

/** A new password; the old one is good for nothing from now on. */
export const resetServiceSpecificCredential = operation({
  name: "ResetServiceSpecificCredential",
  readOnly: false,
  input: z.object({ UserName: userName.optional(), ServiceSpecificCredentialId: credentialId }),
  authorize: onNamedUser("ResetServiceSpecificCredential"),
  run(wish, call) {
    const credential = findCredential(wish, call);
    credential.password = `${secretKey(call.world.random)}=`;
    return showCredential(credential);
  },
  trail: (_input, output) => trailCredential(output),
});
