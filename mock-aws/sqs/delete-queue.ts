// sqs:DeleteQueue — https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteQueue.html
import { z } from "zod";
import { operation } from "../operation.ts";
import { deletions } from "./create-queue.ts";
import { stopMeter } from "./meter.ts";
import { findQueue, onQueue } from "./queue-url.ts";
import { queues } from "./queues.ts";

export const deleteQueue = operation({
  name: "DeleteQueue",
  readOnly: false,
  input: z.strictObject({ QueueUrl: z.string() }),
  authorize: onQueue("DeleteQueue"),
  run(wish, call) {
    const queue = findQueue(wish, call);
    const { account, region, name, arn } = queue;
    stopMeter(call.world, queue);
    queues(call.world, account).delete(`${region} ${name}`);
    deletions(call.world).set(arn, call.now);
  },
});
