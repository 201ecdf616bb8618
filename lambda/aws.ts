// The only place that makes clients of AWS: those of one account, as the responder may use them there.
import { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EC2Client } from "@aws-sdk/client-ec2";
import { ConcurrentModificationException, IAMClient, LimitExceededException } from "@aws-sdk/client-iam";
import { StandardRetryStrategy } from "@smithy/core/retry";
import type { AwsCredentialIdentityProvider, RetryStrategyV2 } from "@smithy/types";

/** AWS as the responder reaches it in one account. */
export type Aws = {
  readonly account: string;
  readonly iam: IAMClient;
  readonly ec2: EC2Client;
  cloudTrail(region: string): CloudTrailClient;
};

export type Connection = {
  readonly region: string;
  /** The service's own unless said. */
  readonly endpoint?: string;
  /** The environment's, as the SDK finds them, unless said. */
  readonly credentials?: AwsCredentialIdentityProvider;
};

/** Attempts of one call, with the SDK's own back-off between them: a throttled deny must not be a lost one. */
const ATTEMPTS = 6;

/** A call that hangs is given up and made again: everything that the responder asks of AWS is safe to repeat. */
const PATIENCE = { requestTimeout: 5_000, connectionTimeout: 2_000, throwOnRequestTimeout: true };

export function connect(account: string, connection: Connection): Aws {
  const config = { ...connection, maxAttempts: ATTEMPTS, requestHandler: PATIENCE };
  const trails = new Map<string, CloudTrailClient>();
  return {
    account,
    iam: new IAMClient({ ...config, retryStrategy: iamRetries() }),
    ec2: new EC2Client(config),
    cloudTrail(region) {
      const known = trails.get(region);
      if (known) return known;
      // One attempt: whoever reads the trail keeps its own pace, two calls a second for each Region.
      const made = new CloudTrailClient({ ...config, region, maxAttempts: 1 });
      trails.set(region, made);
      return made;
    },
  };
}

/**
 * The SDK takes every `LimitExceededException` for throttling. IAM's is a quota, which waiting does not change: whoever
 * meets it needs to know now. `ConcurrentModification` passes by itself, and the SDK takes it for final.
 */
function iamRetries(): RetryStrategyV2 {
  const standard = new StandardRetryStrategy(ATTEMPTS);
  return {
    acquireInitialRetryToken: (scope) => standard.acquireInitialRetryToken(scope),
    refreshRetryTokenForRetry(token, failure) {
      if (failure.error instanceof LimitExceededException) throw failure.error;
      const isRace = failure.error instanceof ConcurrentModificationException;
      return standard.refreshRetryTokenForRetry(
        token as Parameters<typeof standard.refreshRetryTokenForRetry>[0],
        isRace ? { ...failure, errorType: "TRANSIENT" } : failure,
      );
    },
    recordSuccess: (token) => standard.recordSuccess(token as Parameters<typeof standard.recordSuccess>[0]),
  };
}

/** The ledger's table lives beside the responder. A call that hangs is given up early: the deny does not wait for it. */
export function connectLedger(connection: Connection): DynamoDBClient {
  return new DynamoDBClient({
    ...connection,
    maxAttempts: 4,
    requestHandler: { requestTimeout: 3_000, connectionTimeout: 1_000, throwOnRequestTimeout: true },
  });
}
