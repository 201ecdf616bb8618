// sns:Subscribe — https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html
import { z } from "zod";
import { AwsError, NotImplementedError } from "../aws-error.ts";
import { uuid } from "../ids.ts";
import { bool } from "../input.ts";
import { operation } from "../operation.ts";
import { entries } from "./entries.ts";
import { accessToTopic, findTopic, type Subscription, type Topic } from "./topics.ts";

/**
 * Queues and functions need no confirmation. Mail does, and nobody confirms it here: it stays pending, and no mail is sent.
 * A subscription that is there already is kept.
 */
export const subscribe = operation({
  name: "Subscribe",
  readOnly: false,
  input: z.strictObject({
    TopicArn: z.string(),
    Protocol: z.string(),
    Endpoint: z.string().optional(),
    Attributes: entries.optional(),
    ReturnSubscriptionArn: bool().optional(),
  }),
  authorize: ({ TopicArn, Protocol, Endpoint }, call) => [
    { ...accessToTopic("Subscribe", TopicArn, call), context: { "sns:Protocol": Protocol, "sns:Endpoint": Endpoint } },
  ],
  run({ TopicArn, Protocol, Endpoint = "", Attributes = {} }, call) {
    const topic = findTopic(TopicArn, call);
    if (Protocol === "email") return awaitConfirmation(topic, Endpoint, call.caller.account);
    const protocol = protocolOf(Protocol);
    if (!new RegExp(`^arn:aws[\\w-]*:${protocol}:`).test(Endpoint)) {
      throw new AwsError(
        "InvalidParameter",
        `Invalid parameter: ${protocol === "sqs" ? "SQS" : "Lambda"} endpoint ARN`,
      );
    }
    const isRaw = rawOf(Attributes);
    const known = [...topic.subscriptions.values()].find(
      (one) => one.protocol === protocol && one.endpoint === Endpoint,
    );
    if (known) return { SubscriptionArn: known.arn };
    const arn = `${topic.arn}:${uuid(call.world.random)}`;
    const owner = call.caller.account;
    const subscription: Subscription = { arn, topicArn: topic.arn, owner, protocol, endpoint: Endpoint, isRaw };
    topic.subscriptions.set(arn, subscription);
    return { SubscriptionArn: arn };
  },
});

function awaitConfirmation(topic: Topic, endpoint: string, owner: string) {
  if (!/^[^@\s]+@[^@\s]+$/.test(endpoint)) throw new AwsError("InvalidParameter", "Invalid parameter: Email address");
  topic.pending.set(endpoint, { topicArn: topic.arn, owner, protocol: "email", endpoint });
  return { SubscriptionArn: "pending confirmation" };
}

function protocolOf(protocol: string): Subscription["protocol"] {
  if (protocol === "sqs" || protocol === "lambda") return protocol;
  if (/^(http|https|email-json|sms|application|firehose)$/.test(protocol)) {
    throw new NotImplementedError(`subscriptions by ${protocol}`);
  }
  throw new AwsError(
    "InvalidParameter",
    `Invalid parameter: Amazon SNS does not support this protocol string: ${protocol}`,
  );
}

function rawOf({ RawMessageDelivery = "false", ...others }: Readonly<Record<string, string>>): boolean {
  const [name] = Object.keys(others);
  if (name !== undefined) throw new NotImplementedError(`the attribute ${name} of a subscription`);
  return RawMessageDelivery.toLowerCase() === "true";
}
