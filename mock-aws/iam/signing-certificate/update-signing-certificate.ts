// iam:UpdateSigningCertificate — https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateSigningCertificate.html
import { z } from "zod";
import { AwsError } from "../../aws-error.ts";
import { entityName, oneOf } from "../../input.ts";
import { operation } from "../../operation.ts";
import { namedHolder, onNamedUser } from "../user/self.ts";
import { certificateId, findCertificate } from "./certificates.ts";

export const updateSigningCertificate = operation({
  name: "UpdateSigningCertificate",
  readOnly: false,
  input: z.object({
    UserName: entityName.optional(),
    CertificateId: certificateId,
    Status: oneOf(["Active", "Inactive", "Expired"]),
  }),
  authorize: onNamedUser("UpdateSigningCertificate"),
  run(wish, call) {
    const certificate = findCertificate(call.world, namedHolder(wish, call), wish.CertificateId);
    if (wish.Status === "Expired") throw new AwsError("InvalidInput", "Operation does not support status Expired", 400);
    certificate.status = wish.Status;
  },
});
