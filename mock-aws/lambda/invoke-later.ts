// Asynchronous invocation: answered at once, run by the clock, tried three times, and then a case for a queue.
// https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
import { loseEvent } from "../lost-events.ts";
import { queueByArn, sendToQueue } from "../sqs/queues.ts";
import type { World } from "../world.ts";
import { functionByArn, type LambdaFunction } from "./functions.ts";
import { type Run, type RunResult, runFunction } from "./run-function.ts";

/** "One minute between the first two attempts, and two minutes between the second and third attempts." */
const WAITS_MS = [60_000, 120_000] as const;

export function invokeLater(world: World, target: LambdaFunction, run: Run): void {
  attempt(world, target, run, 0, 0);
}

function attempt(world: World, target: LambdaFunction, run: Run, failures: number, waitMs: number): void {
  world.clock.at(world.clock.now() + waitMs, async () => {
    // Code that was replaced meanwhile is what runs.
    const result = await runFunction(world, functionByArn(world, target.arn) ?? target, run);
    if (!result.failed) return;
    const wait = WAITS_MS[failures];
    if (wait === undefined) giveUp(world, target, run, result);
    else attempt(world, target, run, failures + 1, wait);
  });
}

function giveUp(world: World, target: LambdaFunction, run: Run, result: RunResult): void {
  const { errorMessage = "" }: { errorMessage?: string } = JSON.parse(result.payload);
  const isDead = deliver(world, target.deadLetter, run.payload, {
    RequestID: { DataType: "String", StringValue: run.requestId },
    ErrorCode: { DataType: "Number", StringValue: "200" },
    ErrorMessage: { DataType: "String", StringValue: errorMessage.slice(0, 1024) },
  });
  const isTold = deliver(world, target.onFailure, JSON.stringify(failureRecord(world, target, run, result)), {});
  if (isDead || isTold) return;
  const reason = `The function failed ${WAITS_MS.length + 1} times: ${errorMessage}`;
  loseEvent(world, {
    by: target.arn,
    target: target.deadLetter ?? target.onFailure ?? "none",
    reason,
    event: parse(run.payload),
  });
}

type Attributes = Parameters<typeof sendToQueue>[2]["attributes"];

function deliver(world: World, arn: string | undefined, body: string, attributes: Attributes): boolean {
  const queue = arn === undefined ? undefined : queueByArn(world, arn);
  if (queue) sendToQueue(world, queue, { body, senderId: "lambda.amazonaws.com", attributes: attributes ?? {} });
  return queue !== undefined;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
function failureRecord(world: World, target: LambdaFunction, { requestId, payload }: Run, result: RunResult) {
  return {
    version: "1.0",
    timestamp: new Date(world.clock.now()).toISOString(),
    requestContext: {
      requestId,
      functionArn: `${target.arn}:$LATEST`,
      condition: "RetriesExhausted",
      approximateInvokeCount: WAITS_MS.length + 1,
    },
    requestPayload: parse(payload),
    responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
    responsePayload: parse(result.payload),
  };
}

function parse(json: string): unknown {
  return json === "" ? {} : JSON.parse(json);
}
