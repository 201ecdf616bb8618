// Signing certificates by id and by holder, and as IAM shows them.
import { createHash, X509Certificate } from "node:crypto";
import { AwsError } from "../../aws-error.ts";
import type { Instant } from "../../clock.ts";
import { text } from "../../input.ts";
import type { World } from "../../world.ts";
import type { Holder, SigningCertificate } from "../entities.ts";
import { base32 } from "../mfa/totp.ts";
import { iam } from "../state.ts";

export const certificateId = text({ min: 24, max: 128, pattern: /[\w]+/ });

export function certificatesOf(world: World, holder: Holder): readonly SigningCertificate[] {
  return [...iam(world, holder.account).signingCertificates.values()].filter(({ user }) => user === holder);
}

export function findCertificate(world: World, holder: Holder, id: string): SigningCertificate {
  const certificate = iam(world, holder.account).signingCertificates.get(id);
  if (certificate?.user === holder) return certificate;
  throw new AwsError("NoSuchEntity", `The Certificate with id ${id} cannot be found.`, 404);
}

/** Base32 of the SHA-1 of what is certified, in DER [recorded]. Refuses what is no certificate, or is one no more. */
export function idOfCertificate(body: string, now: Instant): string {
  const malformed = new AwsError("MalformedCertificate", `Certificate ${body} is malformed.`, 400);
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(body);
  } catch {
    throw malformed;
  }
  if (Date.parse(certificate.validTo) <= now) throw malformed;
  return base32(createHash("sha1").update(certificate.raw).digest());
}

export function showCertificate({ id, user, body, uploadedAt, status }: SigningCertificate) {
  return {
    UserName: user.name,
    CertificateId: id,
    CertificateBody: body,
    Status: status,
    UploadDate: new Date(uploadedAt),
  };
}
