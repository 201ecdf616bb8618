// sqs:GetQueueAttributes — https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html
import { z } from "zod";
import { AwsError } from "../aws-error.ts";
import { operation } from "../operation.ts";
import { findQueue, onQueue } from "./queue-url.ts";
import { DEFAULTS, type Queue } from "./queues.ts";
import { expire } from "./receive-message.ts";

/** Known, and absent from queues here. */
const ABSENT =
  /^(Policy|RedrivePolicy|RedriveAllowPolicy|FifoQueue|ContentBasedDeduplication|DeduplicationScope|FifoThroughputLimit|KmsMasterKeyId|KmsDataKeyReusePeriodSeconds)$/;

export const getQueueAttributes = operation({
  name: "GetQueueAttributes",
  readOnly: true,
  input: z.strictObject({ QueueUrl: z.string(), AttributeNames: z.array(z.string()).optional() }),
  authorize: onQueue("GetQueueAttributes"),
  run(wish, call) {
    const queue = findQueue(wish, call);
    expire(queue, call.now);
    const all = attributesOf(queue, call.now);
    const names = wish.AttributeNames ?? [];
    if (names.includes("All")) return { Attributes: all };
    for (const name of names) {
      if (!(name in all) && !ABSENT.test(name))
        throw new AwsError("InvalidAttributeName", `Unknown Attribute ${name}.`);
    }
    const chosen = Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name)));
    return Object.keys(chosen).length === 0 ? {} : { Attributes: chosen };
  },
});

function attributesOf(queue: Queue, now: number): Record<string, string> {
  const count = (test: (message: Queue["messages"][number]) => boolean) => String(queue.messages.filter(test).length);
  return {
    ...DEFAULTS,
    ...Object.fromEntries(queue.attributes),
    QueueArn: queue.arn,
    CreatedTimestamp: String(Math.floor(queue.createdAt / 1000)),
    LastModifiedTimestamp: String(Math.floor(queue.modifiedAt / 1000)),
    ApproximateNumberOfMessages: count(({ visibleAt }) => visibleAt <= now),
    ApproximateNumberOfMessagesNotVisible: count(({ visibleAt, receiveCount }) => visibleAt > now && receiveCount > 0),
    ApproximateNumberOfMessagesDelayed: count(({ visibleAt, receiveCount }) => visibleAt > now && receiveCount === 0),
  };
}
