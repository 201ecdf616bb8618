// iam:UploadSigningCertificate — https://docs.aws.amazon.com/IAM/latest/APIReference/API_UploadSigningCertificate.html
import { z } from "zod";
import { AwsError } from "../../aws-error.ts";
import { entityName, text } from "../../input.ts";
import { operation } from "../../operation.ts";
import type { SigningCertificate } from "../entities.ts";
import { iam } from "../state.ts";
import { namedHolder, onNamedUser } from "../user/self.ts";
import { certificatesOf, idOfCertificate, showCertificate } from "./certificates.ts";

const MOST_CERTIFICATES = 2;

/** The same one again changes nothing: it is shown as active, and stays what it was [recorded]. */
export const uploadSigningCertificate = operation({
  name: "UploadSigningCertificate",
  readOnly: false,
  input: z.object({ UserName: entityName.optional(), CertificateBody: text({ min: 1, max: 16_384 }) }),
  authorize: onNamedUser("UploadSigningCertificate"),
  run(wish, call) {
    const { world, now } = call;
    const user = namedHolder(wish, call);
    const id = idOfCertificate(wish.CertificateBody, now);
    const { signingCertificates } = iam(world, user.account);
    const known = signingCertificates.get(id);
    if (known && known.user !== user)
      throw new AwsError("DuplicateCertificate", "Duplicate certificate uploaded.", 409);
    if (known) return { Certificate: { ...showCertificate(known), Status: "Active" } };
    if (certificatesOf(world, user).length >= MOST_CERTIFICATES) {
      throw new AwsError("LimitExceeded", `Cannot exceed quota for CertificatesPerUser: ${MOST_CERTIFICATES}`, 409);
    }
    const fresh: SigningCertificate = { id, user, body: wish.CertificateBody, uploadedAt: now, status: "Active" };
    signingCertificates.set(id, fresh);
    return { Certificate: showCertificate(fresh) };
  },
});
