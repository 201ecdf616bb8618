// sqs:PurgeQueue — https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_PurgeQueue.html
import { z } from "zod";
import { AwsError } from "../aws-error.ts";
import { operation } from "../operation.ts";
import { findQueue, onQueue } from "./queue-url.ts";

const REST_MS = 60_000;

export const purgeQueue = operation({
  name: "PurgeQueue",
  readOnly: false,
  input: z.strictObject({ QueueUrl: z.string() }),
  authorize: onQueue("PurgeQueue"),
  run(wish, call) {
    const queue = findQueue(wish, call);
    if (queue.purgedAt !== undefined && call.now - queue.purgedAt < REST_MS) {
      const message = `Only one PurgeQueue operation on ${queue.name} is allowed every 60 seconds.`;
      throw new AwsError("PurgeQueueInProgress", message, 403);
    }
    queue.purgedAt = call.now;
    queue.messages = [];
  },
});
