// sqs:GetQueueUrl — https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueUrl.html
import { z } from "zod";
import { type Call, operation } from "../operation.ts";
import { accessTo, noSuchQueue, queueUrl } from "./queue-url.ts";
import { queueArn, queueByArn } from "./queues.ts";

const input = z.strictObject({ QueueName: z.string(), QueueOwnerAWSAccountId: z.string().optional() });

export const getQueueUrl = operation({
  name: "GetQueueUrl",
  readOnly: true,
  input,
  authorize: (wish, call) => [accessTo("GetQueueUrl", arnOf(wish, call), call)],
  run: (wish, call) => ({ QueueUrl: queueUrl(queueByArn(call.world, arnOf(wish, call)) ?? noSuchQueue(), call) }),
});

function arnOf({ QueueName, QueueOwnerAWSAccountId }: z.infer<typeof input>, { caller, region }: Call): string {
  return queueArn(QueueOwnerAWSAccountId ?? caller.account, region, QueueName);
}
