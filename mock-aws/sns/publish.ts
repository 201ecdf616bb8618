// sns:Publish — https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
import { z } from "zod";
import { AwsError, NotImplementedError } from "../aws-error.ts";
import { uuid } from "../ids.ts";
import { operation } from "../operation.ts";
import { deliver, type Notification } from "./deliver.ts";
import { accessToTopic, findTopic } from "./topics.ts";

const NOT_DONE = ["PhoneNumber", "MessageDeduplicationId", "MessageGroupId"] as const;

const attribute = z.object({
  Name: z.string(),
  Value: z.object({ DataType: z.string(), StringValue: z.string().optional(), BinaryValue: z.string().optional() }),
});

const LARGEST = 256 * 1024;

export const publish = operation({
  name: "Publish",
  readOnly: false,
  dataEvent: true,
  input: z.strictObject({
    TopicArn: z.string().optional(),
    TargetArn: z.string().optional(),
    Message: z.string(),
    Subject: z.string().optional(),
    MessageStructure: z.string().optional(),
    MessageAttributes: z.object({ entry: z.array(attribute) }).optional(),
    ...Object.fromEntries(NOT_DONE.map((name) => [name, z.unknown().optional()])),
  }),
  authorize: ({ TopicArn, TargetArn }, call) => [accessToTopic("Publish", TopicArn ?? TargetArn ?? "", call)],
  run(wish, call) {
    for (const name of NOT_DONE) {
      if (Reflect.get(wish, name) !== undefined) throw new NotImplementedError(`sns:Publish with ${name}`);
    }
    const { TopicArn, TargetArn, Message, Subject, MessageStructure, MessageAttributes } = wish;
    const topic = findTopic(TopicArn ?? TargetArn ?? "", call);
    check(Message, Subject);
    const notification: Notification = {
      id: uuid(call.world.random),
      message: Message,
      ...(MessageStructure === undefined ? {} : { forms: formsOf(Message, MessageStructure) }),
      subject: Subject,
      at: call.now,
      attributes: Object.fromEntries((MessageAttributes?.entry ?? []).map(({ Name, Value }) => [Name, Value])),
    };
    deliver(call.world, topic, notification);
    return { MessageId: notification.id };
  },
});

/** "Set MessageStructure to json if you want to send a different message for each protocol." */
function formsOf(message: string, structure: string): Readonly<Record<string, string>> {
  if (structure !== "json") throw new AwsError("InvalidParameter", "Invalid parameter: MessageStructure");
  const forms = readForms(message);
  if (!forms)
    throw new AwsError("InvalidParameter", "Invalid parameter: Message Structure - JSON message body failed to parse");
  if (typeof forms["default"] !== "string")
    throw new AwsError(
      "InvalidParameter",
      "Invalid parameter: Message Structure - No default entry in JSON message body",
    );
  const texts = Object.entries(forms).filter((entry): entry is [string, string] => typeof entry[1] === "string");
  return Object.fromEntries(texts);
}

function readForms(message: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const read: unknown = JSON.parse(message);
    return typeof read === "object" && read !== null && !Array.isArray(read) ? { ...read } : undefined;
  } catch {
    return undefined;
  }
}

function check(message: string, subject: string | undefined): void {
  if (message === "") throw new AwsError("InvalidParameter", "Invalid parameter: Empty message");
  if (Buffer.byteLength(message) > LARGEST)
    throw new AwsError("InvalidParameter", "Invalid parameter: Message too long");
  const isSubject = subject === undefined || /^[\x21-\x7E][\x20-\x7E]{0,99}$/.test(subject);
  if (!isSubject) throw new AwsError("InvalidParameter", "Invalid parameter: Subject");
}
