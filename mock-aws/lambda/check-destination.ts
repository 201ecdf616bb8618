// What Lambda refuses as a dead-letter queue or a destination of a function.
import { AwsError, NotImplementedError } from "../aws-error.ts";
import type { World } from "../world.ts";
import { type Executed, maySendTo } from "./execution-role-may.ts";

const ARN = /^arn:aws[\w-]*:([\w-]+):[\w-]+:\d{12}:\S+$/;

/** Throws InvalidParameterValueException; `words` are AWS's own for a role that may not send there [published]. */
export function checkDestination(world: World, target: Executed, arn: string, words: string): void {
  const [, service] = ARN.exec(arn) ?? [];
  if (service === undefined) refuse(`The provided destination ${arn} is invalid.`);
  if (service !== "sqs") throw new NotImplementedError(`dead letters and destinations of Lambda in ${service}`);
  if (arn.endsWith(".fifo")) refuse("FIFO queues are not supported as destinations.");
  if (!maySendTo(world, target, arn)) refuse(words);
}

/** The words where an event-invoke config names the queue. */
export function noPermissionOn(arn: string): string {
  return `The function's execution role does not have permissions to call SendMessage on ${arn}`;
}

export function refuse(message: string): never {
  throw new AwsError("InvalidParameterValueException", message, 400, { Type: "User" });
}

/** The words where UpdateFunctionConfiguration does. */
export const NO_PERMISSION_ON_SQS = "The provided execution role does not have permissions to call SendMessage on SQS";
