// sqs:SetQueueAttributes — https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
import { z } from "zod";
import { operation } from "../operation.ts";
import { setAttributes } from "./queue-attributes.ts";
import { findQueue, onQueue } from "./queue-url.ts";

export const setQueueAttributes = operation({
  name: "SetQueueAttributes",
  readOnly: false,
  input: z.strictObject({ QueueUrl: z.string(), Attributes: z.record(z.string(), z.string()) }),
  authorize: onQueue("SetQueueAttributes"),
  run(wish, call) {
    setAttributes(call.world, findQueue(wish, call), wish.Attributes);
  },
});
