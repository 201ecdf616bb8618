// iam:DeleteSigningCertificate — https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteSigningCertificate.html
import { z } from "zod";
import { entityName } from "../../input.ts";
import { operation } from "../../operation.ts";
import { iam } from "../state.ts";
import { namedHolder, onNamedUser } from "../user/self.ts";
import { certificateId, findCertificate } from "./certificates.ts";

export const deleteSigningCertificate = operation({
  name: "DeleteSigningCertificate",
  readOnly: false,
  input: z.object({ UserName: entityName.optional(), CertificateId: certificateId }),
  authorize: onNamedUser("DeleteSigningCertificate"),
  run(wish, call) {
    const { id, user } = findCertificate(call.world, namedHolder(wish, call), wish.CertificateId);
    iam(call.world, user.account).signingCertificates.delete(id);
  },
});
