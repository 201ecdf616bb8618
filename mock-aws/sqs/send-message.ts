// sqs:SendMessage — https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
import { z } from "zod";
import { AwsError, NotImplementedError } from "../aws-error.ts";
import { operation } from "../operation.ts";
import { md5, md5OfAttributes, messageAttributes } from "./message-attributes.ts";
import { findQueue, onQueue } from "./queue-url.ts";
import { DEFAULTS, sendToQueue } from "./queues.ts";

const NOT_DONE = ["MessageSystemAttributes", "MessageDeduplicationId", "MessageGroupId"] as const;

export const sendMessage = operation({
  name: "SendMessage",
  readOnly: false,
  dataEvent: true,
  input: z.strictObject({
    QueueUrl: z.string(),
    MessageBody: z.string(),
    DelaySeconds: z.int().optional(),
    MessageAttributes: messageAttributes.optional(),
    ...Object.fromEntries(NOT_DONE.map((name) => [name, z.unknown().optional()])),
  }),
  authorize: onQueue("SendMessage"),
  run(wish, call) {
    const { QueueUrl, MessageBody: body, DelaySeconds, MessageAttributes: attributes = {} } = wish;
    const queue = findQueue({ QueueUrl }, call);
    for (const name of NOT_DONE)
      if (Reflect.get(wish, name) !== undefined) throw new NotImplementedError(`${name} of a message`);
    if (DelaySeconds !== undefined && (DelaySeconds < 0 || DelaySeconds > 900)) {
      const message = `Value ${DelaySeconds} for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.`;
      throw new AwsError("InvalidParameterValue", message);
    }
    check(body, Number(queue.attributes.get("MaximumMessageSize") ?? DEFAULTS.MaximumMessageSize));
    const delayMs = DelaySeconds === undefined ? undefined : DelaySeconds * 1000;
    const { id } = sendToQueue(call.world, queue, { body, senderId: call.caller.userId, attributes, delayMs });
    return { MD5OfMessageBody: md5(body), MD5OfMessageAttributes: md5OfAttributes(attributes), MessageId: id };
  },
});

/** What XML 1.0 can hold, as the API has promised since it spoke XML. */
const CHARACTERS = /^[\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u;

function check(body: string, largest: number): void {
  if (body === "") throw new AwsError("MissingParameter", "The request must contain the parameter MessageBody.");
  if (Buffer.byteLength(body) > largest) {
    const reason = `One or more parameters are invalid. Reason: Message must be shorter than ${largest} bytes.`;
    throw new AwsError("InvalidParameterValue", reason);
  }
  if (!CHARACTERS.test(body)) {
    throw new AwsError(
      "InvalidMessageContents",
      "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF",
    );
  }
}
