// The end of an asynchronous event: dead-letter queue and destinations are told, if the function's role may send there.
// https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
import { loseEvent } from "../lost-events.ts";
import type { MessageAttributes } from "../sqs/message-attributes.ts";
import { queueByArn, sendToQueue } from "../sqs/queues.ts";
import type { World } from "../world.ts";
import { count } from "./count.ts";
import { maySendTo } from "./execution-role-may.ts";
import type { LambdaFunction } from "./functions.ts";
import { type Ending, invocationRecord, parsePayload } from "./invocation-record.ts";
import type { Run } from "./run-function.ts";

export function tellOfSuccess(world: World, target: LambdaFunction, run: Run, ending: Ending): void {
  tell(world, target, target.asynchronous?.onSuccess, { run, ending });
}

/** An event that the function has not dealt with; noted as lost where nobody was told. */
export function retireEvent(world: World, target: LambdaFunction, run: Run, ending: Ending): void {
  const { deadLetter, asynchronous } = target;
  const { onFailure } = asynchronous ?? {};
  const isDead = send(world, target, deadLetter, run.payload, deadLetterAttributes(run, ending));
  if (deadLetter !== undefined && !isDead) count(world, target, "DeadLetterErrors");
  const isTold = tell(world, target, onFailure, { run, ending });
  count(world, target, "AsyncEventsDropped");
  if (isDead || isTold) return;
  loseEvent(world, {
    by: target.arn,
    target: deadLetter ?? onFailure ?? "none",
    reason: reasonOf(ending),
    event: parsePayload(run.payload),
  });
}

function tell(
  world: World,
  target: LambdaFunction,
  destination: string | undefined,
  { run, ending }: { readonly run: Run; readonly ending: Ending },
): boolean {
  if (destination === undefined) return false;
  const record = invocationRecord(world.clock.now(), target, run, ending);
  const isTold = send(world, target, destination, JSON.stringify(record), {});
  if (!isTold) count(world, target, "DestinationDeliveryFailures");
  return isTold;
}

function send(
  world: World,
  target: LambdaFunction,
  queueArn: string | undefined,
  body: string,
  attributes: MessageAttributes,
): boolean {
  const queue = queueArn === undefined ? undefined : queueByArn(world, queueArn);
  if (!queue || !maySendTo(world, target, queue.arn)) return false;
  sendToQueue(world, queue, { body, senderId: "lambda.amazonaws.com", attributes });
  return true;
}

/** The words for throttling are [published]; without a status where concurrency is zero. */
function deadLetterAttributes({ requestId }: Run, ending: Ending): MessageAttributes {
  const code = ending.condition === "ZeroReservedConcurrency" ? undefined : ending.result ? "200" : "429";
  return {
    RequestID: { DataType: "String", StringValue: requestId },
    ...(code === undefined ? {} : { ErrorCode: { DataType: "Number", StringValue: code } }),
    ErrorMessage: { DataType: "String", StringValue: messageOf(ending).slice(0, 1024) },
  };
}

function messageOf({ condition, result }: Ending): string {
  if (condition === "ZeroReservedConcurrency") {
    return "Function not invoked. Function is configured with zero reserved concurrent executions";
  }
  if (!result) return "Rate Exceeded.";
  const { errorMessage = "" }: { errorMessage?: string } = JSON.parse(result.payload);
  return errorMessage;
}

function reasonOf(ending: Ending): string {
  const tries = `The function failed ${ending.runs} times`;
  if (ending.condition === "RetriesExhausted") return `${tries}: ${messageOf(ending)}`;
  return `${ending.condition}: ${messageOf(ending)}`;
}
