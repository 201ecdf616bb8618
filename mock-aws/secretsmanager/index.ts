// Secrets Manager: every operation that the local AWS has of it.
import type { Service } from "../operation.ts";
import { jsonProtocol } from "../wire/json.ts";
import { createSecret } from "./create-secret.ts";
import { deleteResourcePolicy } from "./delete-resource-policy.ts";
import { deleteSecret } from "./delete-secret.ts";
import { describeSecret } from "./describe-secret.ts";
import { getResourcePolicy } from "./get-resource-policy.ts";
import { getSecretValue } from "./get-secret-value.ts";
import { listSecrets } from "./list-secrets.ts";
import { putResourcePolicy } from "./put-resource-policy.ts";
import { putSecretValue } from "./put-secret-value.ts";
import { restoreSecret } from "./restore-secret.ts";

export const SECRETS_MANAGER: Service = {
  name: "secretsmanager",
  eventSource: "secretsmanager.amazonaws.com",
  api: "secretsmanager",
  protocol: jsonProtocol("1.1"),
  operations: [
    createSecret,
    deleteResourcePolicy,
    deleteSecret,
    describeSecret,
    getResourcePolicy,
    getSecretValue,
    listSecrets,
    putResourcePolicy,
    putSecretValue,
    restoreSecret,
  ],
};
