// What can be set on a queue, and what SQS says to values that cannot.
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
import { AwsError, NotImplementedError } from "../aws-error.ts";
import { parsePolicy } from "../policy/document.ts";
import { MalformedPolicyError } from "../policy/errors.ts";
import { rowOf } from "../row-of.ts";
import type { World } from "../world.ts";
import { type Queue, queueByArn } from "./queues.ts";
import { readRedrivePolicy } from "./redrive.ts";

const NUMBERS: Readonly<Record<string, readonly [min: number, max: number]>> = {
  DelaySeconds: [0, 900],
  MaximumMessageSize: [1024, 1_048_576],
  MessageRetentionPeriod: [60, 1_209_600],
  ReceiveMessageWaitTimeSeconds: [0, 20],
  VisibilityTimeout: [0, 43_200],
};

const NOT_DONE =
  /^(FifoQueue|ContentBasedDeduplication|DeduplicationScope|FifoThroughputLimit|KmsMasterKeyId|KmsDataKeyReusePeriodSeconds|RedriveAllowPolicy)$/;

/** Throws before anything is changed. An empty Policy or RedrivePolicy takes it away. */
export function setAttributes(world: World, queue: Queue, attributes: Readonly<Record<string, string>>): void {
  const checked = Object.entries(attributes).map(([name, value]) => ({
    name,
    value,
    apply: check(world, queue, name, value),
  }));
  for (const { name, value, apply } of checked) {
    if (value === "") queue.attributes.delete(name);
    else queue.attributes.set(name, value);
    apply?.();
  }
  queue.modifiedAt = world.clock.now();
}

function check(world: World, queue: Queue, name: string, value: string): (() => void) | undefined {
  if (NOT_DONE.test(name)) throw new NotImplementedError(`the attribute ${name} of a queue`);
  const range = rowOf(NUMBERS, name);
  if (range) return checkNumber(name, value, range);
  switch (name) {
    case "Policy":
      return checkPolicy(queue, value);
    case "RedrivePolicy":
      return checkRedrive(world, queue, value);
    case "SqsManagedSseEnabled":
      return /^(true|false)$/.test(value) ? undefined : refuse(name, value);
    default:
      throw new AwsError("InvalidAttributeName", `Unknown Attribute ${name}.`);
  }
}

function refuse(name: string, value: string, reason?: string): never {
  const why = reason === undefined ? "" : ` Reason: ${reason}`;
  throw new AwsError("InvalidAttributeValue", `Value ${value} for parameter ${name} is invalid.${why}`);
}

function checkNumber(name: string, value: string, [min, max]: readonly [number, number]): undefined {
  const isGood = /^\d+$/.test(value) && Number(value) >= min && Number(value) <= max;
  if (!isGood) refuse(name, value);
}

function checkPolicy(queue: Queue, value: string): () => void {
  try {
    const policy =
      value === ""
        ? undefined
        : ({ id: queue.arn, kind: "resource", document: parsePolicy(value, "resource") } as const);
    return () => {
      queue.policy = policy;
    };
  } catch (error) {
    if (error instanceof MalformedPolicyError) return refuse("Policy", value);
    throw error;
  }
}

function checkRedrive(world: World, queue: Queue, value: string): undefined {
  if (value === "") return;
  const redrive = readRedrivePolicy(value);
  if (!redrive) refuse("RedrivePolicy", value, "Redrive policy is not a valid JSON map.");
  if (redrive.maxReceiveCount < 1 || redrive.maxReceiveCount > 1000) {
    refuse("RedrivePolicy", value, "Invalid value for maxReceiveCount: must be an integer from 1 to 1000.");
  }
  const target = queueByArn(world, redrive.deadLetterTargetArn);
  if (!target) refuse("RedrivePolicy", value, "Dead letter target does not exist.");
  if (target.region !== queue.region || target.account !== queue.account) {
    refuse("RedrivePolicy", value, "Dead-letter target owner should be same as the source.");
  }
}
