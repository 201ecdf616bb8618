// The only place that makes clients for the flow: those of one account, as the responder may use them there.
import { setTimeout } from "node:timers/promises";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { ConcurrentModificationException, IAMClient, LimitExceededException } from "@aws-sdk/client-iam";
import { STSClient, type STSClientConfig } from "@aws-sdk/client-sts";
import { StandardRetryStrategy } from "@smithy/core/retry";
import type { AwsCredentialIdentityProvider, RetryStrategyV2 } from "@smithy/types";
import { LEAN, lean } from "./lean-client.ts";
import { once } from "./once.ts";

/** AWS as the responder reaches it in one account. A client is made when it is first asked for. */
export type Aws = {
  readonly account: string;
  readonly iam: IAMClient;
  /** The same for writing what was just read and merged: a call that fails is not made again, for somebody has to read first. */
  readonly iamWrites: IAMClient;
  readonly sts: STSClient;
  /** How whoever tries a call again by himself waits before the next attempt, the first of them being 1. */
  readonly pause: (attempt: number) => Promise<void>;
  /**
   * Of a service that few denies wait for: whoever asks brings the class, so that nobody else loads it. One for each Region and
   * number of attempts, with what else whoever asks first has said.
   */
  client<C extends object>(kind: ClientClass<C>, options?: ClientOptions): C;
};

type ClientClass<C> = new (config: Pick<STSClientConfig, "region" | "maxAttempts" | "retryStrategy">) => C;

export type ClientOptions = {
  /** The connection's own unless said. */
  readonly region?: string;
  readonly maxAttempts?: number;
  /** Errors that pass by themselves, and that the SDK takes for final. */
  readonly passing?: readonly ErrorClass[];
};

export type Connection = {
  readonly region: string;
  /** The service's own unless said. */
  readonly endpoint?: string;
  /** The environment's, as the SDK finds them, unless said. */
  readonly credentials?: AwsCredentialIdentityProvider;
  /** How requests travel: over HTTP, with a patience of its own, unless said. */
  readonly requestHandler?: NonNullable<STSClientConfig["requestHandler"]>;
  /** How it waits before the next attempt of a call, the first of them being 1: the SDK's back-off unless said. */
  readonly pause?: (attempt: number) => Promise<void>;
};

/** Attempts of one call, with the SDK's own back-off between them: a throttled deny must not be a lost one. */
const ATTEMPTS = 6;

/** A call that hangs is given up and made again: everything that the responder asks of AWS is safe to repeat. */
const PATIENCE = { requestTimeout: 5_000, connectionTimeout: 2_000, throwOnRequestTimeout: true };

export function connect(account: string, { pause, ...connection }: Connection): Aws {
  const patient = { ...LEAN, requestHandler: PATIENCE, ...connection, maxAttempts: ATTEMPTS };
  const iam = lean(new IAMClient({ ...patient, retryStrategy: retries(IAM, pause) }));
  // A client for each Region comes to dozens: they share the first one's way, which keeps connections for each host.
  const shared = { ...patient, requestHandler: iam.config.requestHandler };
  const config = { ...shared, ...(pause ? { retryStrategy: retries(NONE, pause) } : {}) };
  const iamWrites = once(() => lean(new IAMClient({ ...shared, maxAttempts: 1 })));
  const sts = once(() => lean(new STSClient(config)));
  const others = new Map<unknown, Map<number, (region: string) => unknown>>();
  return {
    account,
    iam,
    get iamWrites() {
      return iamWrites();
    },
    get sts() {
      return sts();
    },
    pause: pause ?? backOff,
    client<C extends object>(
      kind: ClientClass<C>,
      { region = connection.region, maxAttempts = ATTEMPTS, passing }: ClientOptions = {},
    ): C {
      const retrying = passing ? { retryStrategy: retries({ passing, final: [] }, pause) } : {};
      const own = maxAttempts === ATTEMPTS ? { ...config, ...retrying } : { ...shared, maxAttempts, ...retrying };
      const ofKind = others.get(kind) ?? new Map<number, (region: string) => unknown>();
      const made = ofKind.get(maxAttempts) ?? inEachRegion((region) => lean(new kind({ ...own, region })));
      others.set(kind, ofKind.set(maxAttempts, made));
      return made(region) as C; // What the class makes is kept under the class.
    },
  };
}

/** As the SDK waits itself: https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html */
function backOff(attempt: number): Promise<void> {
  return setTimeout(Math.random() * Math.min(20_000, 50 * 2 ** attempt));
}

function inEachRegion<T>(make: (region: string) => T): (region: string) => T {
  const made = new Map<string, T>();
  return (region) => {
    const known = made.get(region) ?? make(region);
    made.set(region, known);
    return known;
  };
}

type ErrorClass = abstract new (...args: never[]) => Error;

/** Which errors the SDK misjudges: those that pass by themselves and that it takes for final, and the other way round. */
type Misjudged = {
  readonly passing: readonly ErrorClass[];
  readonly final: readonly ErrorClass[];
};

/**
 * The SDK takes every `LimitExceededException` for throttling. IAM's is a quota, which waiting does not change: whoever
 * meets it needs to know now.
 */
const IAM: Misjudged = { passing: [ConcurrentModificationException], final: [LimitExceededException] };
const NONE: Misjudged = { passing: [], final: [] };
const AT_ONCE = { computeNextBackoffDelay: () => 0, setDelayBase: () => undefined };

function retries({ passing, final }: Misjudged, pause: Connection["pause"]): RetryStrategyV2 {
  const standard = new StandardRetryStrategy({ maxAttempts: ATTEMPTS, ...(pause ? { backoff: AT_ONCE } : {}) });
  const isOne = (error: unknown, classes: readonly ErrorClass[]) => classes.some((one) => error instanceof one);
  return {
    acquireInitialRetryToken: (scope) => standard.acquireInitialRetryToken(scope),
    async refreshRetryTokenForRetry(token, failure) {
      if (isOne(failure.error, final)) throw failure.error;
      const next = await standard.refreshRetryTokenForRetry(
        token as Parameters<typeof standard.refreshRetryTokenForRetry>[0],
        isOne(failure.error, passing) ? { ...failure, errorType: "TRANSIENT" } : failure,
      );
      await pause?.(next.getRetryCount());
      return next;
    },
    recordSuccess: (token) => standard.recordSuccess(token as Parameters<typeof standard.recordSuccess>[0]),
  };
}

/** The ledger's table lives beside the responder. A call that hangs is given up early: the deny does not wait for it. */
const LITTLE_PATIENCE = { requestTimeout: 3_000, connectionTimeout: 1_000, throwOnRequestTimeout: true };

export function connectLedger({ pause: _ours, ...connection }: Connection): DynamoDBClient {
  const patient = { ...LEAN, requestHandler: LITTLE_PATIENCE, ...connection, maxAttempts: 4 };
  return lean(new DynamoDBClient(patient));
}
