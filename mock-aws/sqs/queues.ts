// Queues: what is in them, and putting messages there.
import type { Instant } from "../clock.ts";
import { uuid } from "../ids.ts";
import type { PolicySource } from "../policy/policies.ts";
import { PARTITION, perAccount, type World } from "../world.ts";
import type { MessageAttributes } from "./message-attributes.ts";
import { meter } from "./meter.ts";

export type Message = {
  readonly id: string;
  readonly body: string;
  readonly attributes: MessageAttributes;
  readonly senderId: string;
  readonly sentAt: Instant;
  visibleAt: Instant;
  receiveCount: number;
  firstReceivedAt?: Instant;
  /** Where it came from, in a dead-letter queue. */
  deadFrom?: string;
};

export type Queue = {
  readonly account: string;
  readonly region: string;
  readonly name: string;
  readonly arn: string;
  readonly createdAt: Instant;
  modifiedAt: Instant;
  /** As CreateQueue and SetQueueAttributes were given them. */
  readonly attributes: Map<string, string>;
  policy?: PolicySource | undefined;
  readonly tags: Map<string, string>;
  /** Oldest first. */
  messages: Message[];
  purgedAt?: Instant;
};

/** By `<Region> <name>`. */
export const queues = perAccount<Map<string, Queue>>(() => new Map());

const ARN = /^arn:aws[\w-]*:sqs:([\w-]+):(\d{12}):([\w.-]{1,80})$/;

export function queueArn(account: string, region: string, name: string): string {
  return `arn:${PARTITION}:sqs:${region}:${account}:${name}`;
}

export function queueByArn(world: World, arn: string): Queue | undefined {
  const [, region = "", account = "", name = ""] = ARN.exec(arn) ?? [];
  return world.accounts.has(account) ? queues(world, account).get(`${region} ${name}`) : undefined;
}

export const DEFAULTS = {
  DelaySeconds: "0",
  MaximumMessageSize: "1048576",
  MessageRetentionPeriod: "345600",
  ReceiveMessageWaitTimeSeconds: "0",
  SqsManagedSseEnabled: "true",
  VisibilityTimeout: "30",
} as const;

/** An attribute that is a number of seconds, in milliseconds. */
export function secondsOf({ attributes }: Queue, name: keyof typeof DEFAULTS): number {
  return Number(attributes.get(name) ?? DEFAULTS[name]) * 1000;
}

export type Sending = {
  readonly body: string;
  readonly senderId: string;
  readonly attributes?: MessageAttributes;
  readonly delayMs?: number | undefined;
};

export function sendToQueue(
  world: World,
  queue: Queue,
  { body, senderId, attributes = {}, delayMs }: Sending,
): Message {
  const sentAt = world.clock.now();
  const visibleAt = sentAt + (delayMs ?? secondsOf(queue, "DelaySeconds"));
  const message: Message = { id: uuid(world.random), body, attributes, senderId, sentAt, visibleAt, receiveCount: 0 };
  arrive(world, queue, message);
  return message;
}

/** Puts a message into a queue as it is. */
export function arrive(world: World, queue: Queue, message: Message): void {
  queue.messages.push(message);
  meter(world, queue, (now) => {
    const oldest = now - secondsOf(queue, "MessageRetentionPeriod");
    return queue.messages.filter(({ sentAt }) => sentAt >= oldest);
  });
}
