// A message of a topic goes to each of its subscriptions, if their own policies let SNS in.
// https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html
import type { Instant } from "../clock.ts";
import { uuid } from "../ids.ts";
import { functionByArn } from "../lambda/functions.ts";
import { invokeLater } from "../lambda/invoke-later.ts";
import { loseEvent } from "../lost-events.ts";
import { serviceMay } from "../service-access.ts";
import type { MessageAttributes } from "../sqs/message-attributes.ts";
import { queueByArn, sendToQueue } from "../sqs/queues.ts";
import type { World } from "../world.ts";
import type { Subscription, Topic } from "./topics.ts";

export type Notification = {
  readonly id: string;
  readonly message: string;
  /** By protocol, where the publisher gave each its own; the others get the default. */
  readonly forms?: Readonly<Record<string, string>>;
  readonly subject: string | undefined;
  readonly at: Instant;
  readonly attributes: MessageAttributes;
};

export function deliver(world: World, topic: Topic, published: Notification): void {
  for (const subscription of topic.subscriptions.values()) {
    const { forms = {}, message } = published;
    const notification = { ...published, message: forms[subscription.protocol] ?? forms["default"] ?? message };
    const problem =
      subscription.protocol === "sqs"
        ? toQueue(world, topic, subscription, notification)
        : toFunction(world, topic, subscription, notification);
    if (problem === undefined) continue;
    loseEvent(world, { by: topic.arn, target: subscription.endpoint, reason: problem, event: notification.message });
  }
}

function mayUse(
  world: World,
  topic: Topic,
  action: string,
  target: { arn: string; account: string; region: string; policy?: Topic["policy"] },
): boolean {
  const source = { service: "sns.amazonaws.com", sourceArn: topic.arn, sourceAccount: topic.account };
  const resource = { resource: target.arn, resourceAccount: target.account, region: target.region };
  return serviceMay(world, { ...source, ...resource, action }, target.policy);
}

function toQueue(
  world: World,
  topic: Topic,
  { endpoint, isRaw, arn }: Subscription,
  notification: Notification,
): string | undefined {
  const queue = queueByArn(world, endpoint);
  if (!queue) return "The queue does not exist.";
  if (!mayUse(world, topic, "sqs:SendMessage", queue)) return "The queue's policy does not let the topic send.";
  const envelope = JSON.stringify(
    { ...describe(topic, notification), UnsubscribeURL: unsubscribeUrl(arn) },
    undefined,
    2,
  );
  const body = isRaw ? notification.message : envelope;
  sendToQueue(world, queue, { body, senderId: "sns.amazonaws.com", attributes: isRaw ? notification.attributes : {} });
  return undefined;
}

function toFunction(
  world: World,
  topic: Topic,
  { endpoint, arn }: Subscription,
  notification: Notification,
): string | undefined {
  const target = functionByArn(world, endpoint);
  if (!target) return "The function does not exist.";
  if (!mayUse(world, topic, "lambda:InvokeFunction", target))
    return "The function's policy does not let the topic invoke it.";
  const { SigningCertURL, ...parts } = describe(topic, notification);
  const record = {
    EventSource: "aws:sns",
    EventVersion: "1.0",
    EventSubscriptionArn: arn,
    Sns: {
      ...parts,
      Subject: notification.subject ?? null,
      SigningCertUrl: SigningCertURL,
      UnsubscribeUrl: unsubscribeUrl(arn),
      MessageAttributes: parts.MessageAttributes ?? {},
    },
  };
  invokeLater(world, target, { payload: JSON.stringify({ Records: [record] }), requestId: uuid(world.random) });
  return undefined;
}

/** The signature is a placeholder: nobody but AWS can sign as SNS does. */
function describe({ arn }: Topic, { id, message, subject, at, attributes }: Notification) {
  const named = Object.entries(attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
    name,
    { Type: DataType, Value: StringValue ?? BinaryValue ?? "" },
  ]);
  return {
    Type: "Notification",
    MessageId: id,
    TopicArn: arn,
    ...(subject === undefined ? {} : { Subject: subject }),
    Message: message,
    Timestamp: new Date(at).toISOString(),
    SignatureVersion: "1",
    Signature: "EXAMPLE",
    SigningCertURL: "EXAMPLE",
    ...(named.length === 0 ? {} : { MessageAttributes: Object.fromEntries(named) }),
  };
}

function unsubscribeUrl(arn: string): string {
  return `https://sns.${arn.split(":")[3]}.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=${arn}`;
}
