// sqs:DeleteMessage — https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessage.html
import { z } from "zod";
import { operation } from "../operation.ts";
import { findQueue, onQueue } from "./queue-url.ts";
import { readReceipt } from "./receipt.ts";

/** An older handle of a message that was received again is accepted and deletes nothing. */
export const deleteMessage = operation({
  name: "DeleteMessage",
  readOnly: false,
  dataEvent: true,
  input: z.strictObject({ QueueUrl: z.string(), ReceiptHandle: z.string() }),
  authorize: onQueue("DeleteMessage"),
  run(wish, call) {
    const queue = findQueue(wish, call);
    const message = readReceipt(queue, wish.ReceiptHandle);
    queue.messages = queue.messages.filter((other) => other !== message);
  },
});
