// Service-specific credentials: the operations.
import { createServiceSpecificCredential } from "./create-service-specific-credential.ts";
import { deleteServiceSpecificCredential } from "./delete-service-specific-credential.ts";
import { listServiceSpecificCredentials } from "./list-service-specific-credentials.ts";
import { resetServiceSpecificCredential } from "./reset-service-specific-credential.ts";
import { updateServiceSpecificCredential } from "./update-service-specific-credential.ts";

export const SERVICE_CREDENTIAL_OPERATIONS = [
  createServiceSpecificCredential,
  deleteServiceSpecificCredential,
  listServiceSpecificCredentials,
  resetServiceSpecificCredential,
  updateServiceSpecificCredential,
];
