// secretsmanager:DeleteSecret — https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DeleteSecret.html
import { z } from "zod";
import { AwsError } from "../aws-error.ts";
import { text } from "../input.ts";
import { knownMembers } from "../known-members.ts";
import { operation } from "../operation.ts";
import { findLive, lookUp, onSecret } from "./find.ts";
import { secretArn, secretsOf } from "./secrets.ts";
import { trailOfSecret } from "./trail.ts";

const DAY_MS = 24 * 3600 * 1000;

export const deleteSecret = operation({
  name: "DeleteSecret",
  readOnly: false,
  input: knownMembers("secretsmanager:DeleteSecret", {
    SecretId: text({ min: 1, max: 2048 }),
    RecoveryWindowInDays: z.number().optional(),
    ForceDeleteWithoutRecovery: z.boolean().optional(),
  }),
  authorize: ({ SecretId, RecoveryWindowInDays, ForceDeleteWithoutRecovery }, call) =>
    onSecret("DeleteSecret", SecretId, call, {
      "secretsmanager:RecoveryWindowInDays":
        RecoveryWindowInDays === undefined ? undefined : String(RecoveryWindowInDays),
      "secretsmanager:ForceDeleteWithoutRecovery": String(ForceDeleteWithoutRecovery ?? false),
    }),
  run({ SecretId, RecoveryWindowInDays: days, ForceDeleteWithoutRecovery }, call) {
    const { world, now, region, caller } = call;
    if (ForceDeleteWithoutRecovery && days !== undefined) {
      throw invalid("You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.");
    }
    if (days !== undefined && !(Number.isInteger(days) && days >= 7 && days <= 30)) {
      throw invalid("The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).");
    }
    if (ForceDeleteWithoutRecovery) {
      // Without recovery even what is not there is deleted without complaint.
      const secret = lookUp(SecretId, call);
      if (secret) secretsOf(world, secret.account, secret.region).delete(secret.name);
      const ARN = secret?.arn ?? secretArn(world, caller.account, region, SecretId);
      return { ARN, Name: secret?.name ?? SecretId, DeletionDate: new Date(now) };
    }
    const secret = findLive(SecretId, call);
    secret.deletion = { markedAt: now, at: now + (days ?? 30) * DAY_MS };
    return { ARN: secret.arn, Name: secret.name, DeletionDate: new Date(secret.deletion.at) };
  },
  trail: ({ SecretId, RecoveryWindowInDays, ForceDeleteWithoutRecovery }, output, call) => ({
    ...trailOfSecret(SecretId, call, {
      secretId: SecretId,
      recoveryWindowInDays: RecoveryWindowInDays,
      forceDeleteWithoutRecovery: ForceDeleteWithoutRecovery,
    }),
    responseElements: output && { arn: output.ARN, name: output.Name, deletionDate: output.DeletionDate.toUTCString() },
  }),
});

function invalid(message: string): AwsError {
  return new AwsError("InvalidParameterException", message, 400);
}
