// A secret as DescribeSecret and ListSecrets show it.
import type { Secret } from "./secrets.ts";
import { stagesOf } from "./value.ts";

const date = (instant: number | undefined) => (instant === undefined ? undefined : new Date(instant));

export function showSecret(secret: Secret) {
  return {
    ARN: secret.arn,
    Name: secret.name,
    Description: secret.description,
    KmsKeyId: secret.kmsKeyId,
    LastChangedDate: date(secret.changedAt),
    LastAccessedDate: date(secret.accessedAt),
    DeletedDate: date(secret.deletion?.markedAt),
    Tags: [...secret.tags].map(([Key, Value]) => ({ Key, Value })),
    CreatedDate: date(secret.createdAt),
  };
}

/** Versions without a label are not shown: AWS takes them for deprecated. */
export function versionsToStages(secret: Secret): Record<string, readonly string[]> {
  const labelled = new Set(secret.stages.values());
  return Object.fromEntries([...labelled].map((id) => [id, stagesOf(secret, id)]));
}
