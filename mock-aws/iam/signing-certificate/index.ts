// Signing certificates: the operations.
import { deleteSigningCertificate } from "./delete-signing-certificate.ts";
import { listSigningCertificates } from "./list-signing-certificates.ts";
import { updateSigningCertificate } from "./update-signing-certificate.ts";
import { uploadSigningCertificate } from "./upload-signing-certificate.ts";

export const SIGNING_CERTIFICATE_OPERATIONS = [
  deleteSigningCertificate,
  listSigningCertificates,
  updateSigningCertificate,
  uploadSigningCertificate,
];
