// sqs:ReceiveMessage — https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html
import { z } from "zod";
import { AwsError, NotImplementedError } from "../aws-error.ts";
import { type Call, operation } from "../operation.ts";
import { md5, md5OfAttributes } from "./message-attributes.ts";
import { findQueue, onQueue } from "./queue-url.ts";
import { type Message, type Queue, secondsOf } from "./queues.ts";
import { writeReceipt } from "./receipt.ts";
import { redrive } from "./redrive.ts";

const input = z.strictObject({
  QueueUrl: z.string(),
  AttributeNames: z.array(z.string()).optional(),
  MessageSystemAttributeNames: z.array(z.string()).optional(),
  MessageAttributeNames: z.array(z.string()).optional(),
  MaxNumberOfMessages: z.int().optional(),
  VisibilityTimeout: z.int().optional(),
  WaitTimeSeconds: z.int().optional(),
  ReceiveRequestAttemptId: z.string().optional(),
});

type Input = z.infer<typeof input>;

/** How often a call that waits looks again, of the virtual clock. */
const LOOK_MS = 200;

/** Waits by the virtual clock: on a still one until somebody moves it. */
export const receiveMessage = operation({
  name: "ReceiveMessage",
  readOnly: false,
  dataEvent: true,
  input,
  authorize: onQueue("ReceiveMessage"),
  async run(wish, call) {
    check(wish);
    const { clock } = call.world;
    const queue = findQueue(wish, call);
    const waitMs =
      wish.WaitTimeSeconds === undefined
        ? secondsOf(queue, "ReceiveMessageWaitTimeSeconds")
        : wish.WaitTimeSeconds * 1000;
    const until = clock.now() + waitMs;
    let messages = take(wish, queue, call);
    while (messages.length === 0 && clock.now() < until) {
      await clock.sleep(Math.min(LOOK_MS, until - clock.now()));
      messages = take(wish, queue, call);
    }
    return messages.length === 0 ? {} : { Messages: messages.map((message) => show(message, wish, queue)) };
  },
});

function check({
  MaxNumberOfMessages = 1,
  VisibilityTimeout = 0,
  WaitTimeSeconds = 0,
  ReceiveRequestAttemptId,
}: Input): void {
  if (ReceiveRequestAttemptId !== undefined) throw new NotImplementedError("FIFO queues");
  const limits = [
    ["MaxNumberOfMessages", MaxNumberOfMessages, 1, 10],
    ["VisibilityTimeout", VisibilityTimeout, 0, 43_200],
    ["WaitTimeSeconds", WaitTimeSeconds, 0, 20],
  ] as const;
  for (const [name, value, min, max] of limits) {
    if (value >= min && value <= max) continue;
    const reason = `Must be >= ${min} and <= ${max}, if provided.`;
    throw new AwsError("InvalidParameterValue", `Value ${value} for parameter ${name} is invalid. Reason: ${reason}`);
  }
}

/** Drops what is older than the queue keeps. */
export function expire(queue: Queue, now: number): void {
  const oldest = now - secondsOf(queue, "MessageRetentionPeriod");
  queue.messages = queue.messages.filter(({ sentAt }) => sentAt >= oldest);
}

function take({ MaxNumberOfMessages = 1, VisibilityTimeout }: Input, queue: Queue, { world }: Call): Message[] {
  const now = world.clock.now();
  expire(queue, now);
  const taken: Message[] = [];
  for (const message of queue.messages) {
    if (taken.length === MaxNumberOfMessages) break;
    if (message.visibleAt > now || redrive(world, queue, message)) continue;
    message.receiveCount++;
    message.firstReceivedAt ??= now;
    message.visibleAt =
      now + (VisibilityTimeout === undefined ? secondsOf(queue, "VisibilityTimeout") : VisibilityTimeout * 1000);
    taken.push(message);
  }
  return taken;
}

function show(message: Message, wish: Input, queue: Queue) {
  const system = [...(wish.AttributeNames ?? []), ...(wish.MessageSystemAttributeNames ?? [])];
  const isWanted = (name: string) => system.includes("All") || system.includes(name);
  const all = Object.entries(systemAttributes(message)).filter(([name]) => isWanted(name));
  const own = Object.entries(message.attributes).filter(([name]) => matchesAny(name, wish.MessageAttributeNames ?? []));
  return {
    MessageId: message.id,
    ReceiptHandle: writeReceipt(queue, message),
    MD5OfBody: md5(message.body),
    Body: message.body,
    ...(all.length > 0 ? { Attributes: Object.fromEntries(all) } : {}),
    ...(own.length > 0
      ? { MessageAttributes: Object.fromEntries(own), MD5OfMessageAttributes: md5OfAttributes(Object.fromEntries(own)) }
      : {}),
  };
}

function systemAttributes(message: Message): Record<string, string> {
  return {
    SenderId: message.senderId,
    SentTimestamp: String(message.sentAt),
    ApproximateReceiveCount: String(message.receiveCount),
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
    ...(message.deadFrom === undefined ? {} : { DeadLetterQueueSourceArn: message.deadFrom }),
  };
}

/** `All`, `.*`, a name, or `prefix.*`. */
function matchesAny(name: string, wanted: readonly string[]): boolean {
  return wanted.some(
    (one) => one === "All" || one === name || (one.endsWith(".*") && name.startsWith(one.slice(0, -2))),
  );
}
