// What the trail shows of a call to a secret: which one, never its value.
// https://docs.aws.amazon.com/secretsmanager/latest/userguide/cloudtrail_log_entries.html
import type { Call, TrailDetail } from "../operation.ts";
import { lookUp } from "./find.ts";

export function trailOfSecret(id: string, call: Call, requestParameters: object = { secretId: id }): TrailDetail {
  const secret = lookUp(id, call);
  if (!secret) return { requestParameters };
  return {
    requestParameters,
    resources: [{ ARN: secret.arn, accountId: secret.account, type: "AWS::SecretsManager::Secret" }],
    alsoSeenBy: [secret.account],
  };
}

/** Names and ids of an answer, as the trail writes them. */
export function identifiers(output: { readonly ARN: string; readonly VersionId?: string } | undefined) {
  return output && { arn: output.ARN, ...(output.VersionId === undefined ? {} : { versionId: output.VersionId }) };
}
