// secretsmanager:GetSecretValue — https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html
import { AwsError } from "../aws-error.ts";
import { text } from "../input.ts";
import { knownMembers } from "../known-members.ts";
import { operation } from "../operation.ts";
import { findLive, onSecret } from "./find.ts";
import type { Secret, SecretVersion } from "./secrets.ts";
import { trailOfSecret } from "./trail.ts";
import { stagesOf } from "./value.ts";

export const getSecretValue = operation({
  name: "GetSecretValue",
  readOnly: true,
  input: knownMembers("secretsmanager:GetSecretValue", {
    SecretId: text({ min: 1, max: 2048 }),
    VersionId: text({ min: 32, max: 64 }).optional(),
    VersionStage: text({ min: 1, max: 256 }).optional(),
  }),
  authorize: ({ SecretId, VersionId, VersionStage }, call) =>
    onSecret("GetSecretValue", SecretId, call, {
      "secretsmanager:VersionId": VersionId,
      "secretsmanager:VersionStage": VersionStage ?? (VersionId === undefined ? "AWSCURRENT" : undefined),
    }),
  run({ SecretId, VersionId, VersionStage }, call) {
    const secret = findLive(SecretId, call);
    refuseDefaultKey(secret, call.caller.account);
    const version = versionOf(secret, VersionId, VersionStage);
    secret.accessedAt = Math.floor(call.now / DAY_MS) * DAY_MS; // AWS keeps the day only.
    return {
      ARN: secret.arn,
      Name: secret.name,
      VersionId: version.id,
      ...version.value,
      VersionStages: stagesOf(secret, version.id),
      CreatedDate: new Date(version.createdAt),
    };
  },
  trail: ({ SecretId, VersionId, VersionStage }, _output, call) =>
    trailOfSecret(SecretId, call, { secretId: SecretId, versionId: VersionId, versionStage: VersionStage }),
});

const DAY_MS = 24 * 3600 * 1000;

/** The account's own key `aws/secretsmanager` serves that account alone, whatever the secret's policy says. */
function refuseDefaultKey({ account, kmsKeyId }: Secret, caller: string): void {
  if (account === caller || kmsKeyId !== undefined) return;
  const message =
    "You can't access a secret from a different AWS account if you encrypt the secret with the default KMS service key.";
  throw new AwsError("InvalidRequestException", message, 400);
}

function versionOf({ stages, versions }: Secret, id: string | undefined, label: string | undefined): SecretVersion {
  const stage = label ?? (id === undefined ? "AWSCURRENT" : undefined);
  const labelled = stage === undefined ? id : stages.get(stage);
  const version = labelled === undefined ? undefined : versions.get(labelled);
  if (version && (id === undefined || id === version.id)) return version;
  const which = id === undefined ? `staging label: ${stage}` : `VersionId: ${id}`;
  throw new AwsError(
    "ResourceNotFoundException",
    `Secrets Manager can't find the specified secret value for ${which}`,
    400,
  );
}
