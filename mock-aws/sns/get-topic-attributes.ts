// sns:GetTopicAttributes — https://docs.aws.amazon.com/sns/latest/api/API_GetTopicAttributes.html
import { z } from "zod";
import { operation } from "../operation.ts";
import { findTopic, onTopic } from "./topics.ts";

export const getTopicAttributes = operation({
  name: "GetTopicAttributes",
  readOnly: true,
  input: z.strictObject({ TopicArn: z.string() }),
  authorize: onTopic("GetTopicAttributes"),
  run({ TopicArn }, call) {
    const topic = findTopic(TopicArn, call);
    const attributes = new Map([
      ["TopicArn", topic.arn],
      ["Owner", topic.account],
      ["DisplayName", topic.displayName],
      ["SubscriptionsConfirmed", String(topic.subscriptions.size)],
      ["SubscriptionsPending", "0"],
      ["SubscriptionsDeleted", "0"],
    ]);
    if (topic.policy) attributes.set("Policy", topic.policy.document.text);
    return { Attributes: attributes };
  },
});
