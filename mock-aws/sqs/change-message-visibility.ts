// sqs:ChangeMessageVisibility — https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html
import { z } from "zod";
import { AwsError } from "../aws-error.ts";
import { operation } from "../operation.ts";
import { findQueue, onQueue } from "./queue-url.ts";
import { readReceipt } from "./receipt.ts";

export const changeMessageVisibility = operation({
  name: "ChangeMessageVisibility",
  readOnly: false,
  dataEvent: true,
  input: z.strictObject({
    QueueUrl: z.string(),
    ReceiptHandle: z.string(),
    VisibilityTimeout: z.int().min(0).max(43_200),
  }),
  authorize: onQueue("ChangeMessageVisibility"),
  run(wish, call) {
    const message = readReceipt(findQueue(wish, call), wish.ReceiptHandle);
    if (!message || message.visibleAt <= call.now) {
      const reason = "Reason: Message does not exist or is not available for visibility timeout change.";
      throw new AwsError(
        "InvalidParameterValue",
        `Value ${wish.ReceiptHandle} for parameter ReceiptHandle is invalid. ${reason}`,
      );
    }
    message.visibleAt = call.now + wish.VisibilityTimeout * 1000;
  },
});
