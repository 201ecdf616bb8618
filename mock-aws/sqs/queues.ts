// Queues: what is in them, and putting messages there.
import type { Instant } from "../clock.ts";
import { uuid } from "../ids.ts";
import type { PolicySource } from "../policy/policies.ts";
import { perAccount, type World } from "../world.ts";

export type MessageAttribute = {
  readonly DataType: string;
  readonly StringValue?: string;
  readonly BinaryValue?: string;
};

export type Message = {
  readonly id: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
  readonly senderId: string;
  readonly sentAt: Instant;
  visibleAt: Instant;
  receiveCount: number;
  firstReceivedAt?: Instant;
  /** The handle of the latest receipt; older ones no longer delete it. */
  receipt?: string;
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
  messages: Message[];
};

/** By `<Region> <name>`. */
export const queues = perAccount<Map<string, Queue>>(() => new Map());

const ARN = /^arn:aws[\w-]*:sqs:([\w-]+):(\d{12}):([\w.-]{1,80})$/;

export function queueByArn(world: World, arn: string): Queue | undefined {
  const [, region = "", account = "", name = ""] = ARN.exec(arn) ?? [];
  return world.accounts.has(account) ? queues(world, account).get(`${region} ${name}`) : undefined;
}

export type Sending = {
  readonly body: string;
  readonly senderId: string;
  readonly attributes?: Readonly<Record<string, MessageAttribute>>;
  readonly delayMs?: number;
};

export function sendToQueue(
  world: World,
  queue: Queue,
  { body, senderId, attributes = {}, delayMs }: Sending,
): Message {
  const sentAt = world.clock.now();
  const delay = delayMs ?? Number(queue.attributes.get("DelaySeconds") ?? "0") * 1000;
  const message: Message = {
    id: uuid(world.random),
    body,
    attributes,
    senderId,
    sentAt,
    visibleAt: sentAt + delay,
    receiveCount: 0,
  };
  queue.messages.push(message);
  return message;
}
