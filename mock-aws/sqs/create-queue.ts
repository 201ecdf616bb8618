// sqs:CreateQueue — https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html
import { z } from "zod";
import { AwsError, NotImplementedError } from "../aws-error.ts";
import { type Call, operation } from "../operation.ts";
import { perWorld } from "../world.ts";
import { setAttributes } from "./queue-attributes.ts";
import { accessTo, queueUrl } from "./queue-url.ts";
import { DEFAULTS, type Queue, queueArn, queues } from "./queues.ts";

const input = z.strictObject({
  QueueName: z.string(),
  Attributes: z.record(z.string(), z.string()).optional(),
  tags: z.record(z.string(), z.string()).optional(),
});

type Input = z.infer<typeof input>;

export const createQueue = operation({
  name: "CreateQueue",
  readOnly: false,
  input,
  authorize({ QueueName, tags = {} }, call) {
    const arn = queueArn(call.caller.account, call.region, QueueName);
    const requestTags = Object.fromEntries(
      Object.entries(tags).map(([key, value]) => [`aws:RequestTag/${key}`, value]),
    );
    const context = { ...requestTags, "aws:TagKeys": Object.keys(tags) };
    const create = accessTo("CreateQueue", arn, call);
    if (Object.keys(tags).length === 0) return [create];
    return [
      { ...create, context },
      { ...accessTo("TagQueue", arn, call), context },
    ];
  },
  run(wish, call) {
    const { world, caller, region } = call;
    checkName(wish.QueueName);
    const known = queues(world, caller.account).get(`${region} ${wish.QueueName}`);
    if (known) refuseOtherAttributes(known, wish);
    return { QueueUrl: queueUrl(known ?? add(wish, call), call) };
  },
});

function checkName(name: string): void {
  if (name.endsWith(".fifo")) throw new NotImplementedError("FIFO queues");
  if (/^[\w-]{1,80}$/.test(name)) return;
  const rule = "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length";
  throw new AwsError("InvalidParameterValue", rule);
}

function refuseOtherAttributes({ attributes }: Queue, { Attributes = {} }: Input): void {
  for (const [name, value] of Object.entries(Attributes)) {
    const known = attributes.get(name) ?? Object.entries(DEFAULTS).find(([key]) => key === name)?.[1];
    if (known === value) continue;
    const message = `A queue already exists with the same name and a different value for attribute ${name}`;
    throw new AwsError("QueueNameExists", message);
  }
}

const NAME_REST_MS = 60_000;

/** When a queue of that ARN was deleted. */
export const deletions = perWorld<Map<string, number>>(() => new Map());

function add({ QueueName: name, Attributes = {}, tags = {} }: Input, { world, caller, region, now }: Call): Queue {
  const { account } = caller;
  const arn = queueArn(account, region, name);
  if (now - (deletions(world).get(arn) ?? Number.NEGATIVE_INFINITY) < NAME_REST_MS) {
    const message = "You must wait 60 seconds after deleting a queue before you can create another with the same name.";
    throw new AwsError("QueueDeletedRecently", message);
  }
  const base = { account, region, name, arn, createdAt: now, modifiedAt: now };
  const queue: Queue = { ...base, attributes: new Map(), tags: new Map(Object.entries(tags)), messages: [] };
  setAttributes(world, queue, Attributes);
  queues(world, account).set(`${region} ${name}`, queue);
  return queue;
}
