// What a destination is told of an asynchronous invocation that has ended.
// https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
import type { Instant } from "../clock.ts";
import type { LambdaFunction } from "./functions.ts";
import type { Run, RunResult } from "./run-function.ts";

export type Ending = {
  readonly condition: "Success" | "RetriesExhausted" | "EventAgeExceeded" | "ZeroReservedConcurrency";
  readonly runs: number;
  /** What the last run came to; undefined where the last try was throttled. */
  readonly result?: RunResult | undefined;
};

/** Without a response where the function did not run: what AWS writes there is not verified. */
export function invocationRecord(at: Instant, { arn }: LambdaFunction, run: Run, { condition, runs, result }: Ending) {
  const unhandled = result?.failed ? { functionError: "Unhandled" } : {};
  return {
    version: "1.0",
    timestamp: new Date(at).toISOString(),
    requestContext: {
      requestId: run.requestId,
      functionArn: `${arn}:$LATEST`,
      condition,
      approximateInvokeCount: runs,
    },
    requestPayload: parsePayload(run.payload),
    ...(result && {
      responseContext: { statusCode: 200, executedVersion: "$LATEST", ...unhandled },
      responsePayload: parsePayload(result.payload),
    }),
  };
}

export function parsePayload(json: string): unknown {
  return json === "" ? {} : JSON.parse(json);
}
