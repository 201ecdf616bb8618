// SQS: every operation that the local AWS has of it.
import { withKnownMembers } from "../known-members.ts";
import type { Service } from "../operation.ts";
import { changeMessageVisibility } from "./change-message-visibility.ts";
import { createQueue } from "./create-queue.ts";
import { deleteMessage } from "./delete-message.ts";
import { deleteQueue } from "./delete-queue.ts";
import { getQueueAttributes } from "./get-queue-attributes.ts";
import { getQueueUrl } from "./get-queue-url.ts";
import { listQueues } from "./list-queues.ts";
import { SQS_PROTOCOL } from "./protocol.ts";
import { purgeQueue } from "./purge-queue.ts";
import { receiveMessage } from "./receive-message.ts";
import { sendMessage } from "./send-message.ts";
import { setQueueAttributes } from "./set-queue-attributes.ts";

export const SQS: Service = {
  name: "sqs",
  eventSource: "sqs.amazonaws.com",
  api: "AmazonSQS",
  protocol: SQS_PROTOCOL,
  operations: withKnownMembers([
    changeMessageVisibility,
    createQueue,
    deleteMessage,
    deleteQueue,
    getQueueAttributes,
    getQueueUrl,
    listQueues,
    purgeQueue,
    receiveMessage,
    sendMessage,
    setQueueAttributes,
  ]),
};
