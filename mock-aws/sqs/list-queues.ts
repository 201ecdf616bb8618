// sqs:ListQueues — https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueues.html
import { z } from "zod";
import { integer } from "../input.ts";
import { operation } from "../operation.ts";
import { pageOf } from "../page.ts";
import { queueUrl } from "./queue-url.ts";
import { queueArn, queues } from "./queues.ts";

/** Without MaxResults there are at most 1,000 and no token. */
const MOST = 1000;

export const listQueues = operation({
  name: "ListQueues",
  readOnly: true,
  input: z.strictObject({
    QueueNamePrefix: z.string().optional(),
    NextToken: z.string().optional(),
    MaxResults: integer(1, MOST).optional(),
  }),
  authorize: (_wish, { caller, region }) => [
    { action: "sqs:ListQueues", resource: queueArn(caller.account, region, "") }, // As its refusals name it [published].
  ],
  run({ QueueNamePrefix = "", NextToken, MaxResults }, call) {
    const own = [...queues(call.world, call.caller.account).values()].filter(
      ({ region, name }) => region === call.region && name.startsWith(QueueNamePrefix),
    );
    const page = pageOf(own, ({ name }) => name, MaxResults ?? MOST, NextToken);
    const next = MaxResults === undefined ? {} : { NextToken: page.next };
    return page.items.length === 0 ? {} : { QueueUrls: page.items.map((queue) => queueUrl(queue, call)), ...next };
  },
});
