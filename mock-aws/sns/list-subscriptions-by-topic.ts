// sns:ListSubscriptionsByTopic — https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptionsByTopic.html
import { z } from "zod";
import { operation } from "../operation.ts";
import { pageOf } from "../page.ts";
import { showPending, showSubscription } from "./show.ts";
import { findTopic, onTopic } from "./topics.ts";

export const listSubscriptionsByTopic = operation({
  name: "ListSubscriptionsByTopic",
  readOnly: true,
  input: z.strictObject({ TopicArn: z.string(), NextToken: z.string().optional() }),
  authorize: onTopic("ListSubscriptionsByTopic"),
  run({ TopicArn, NextToken }, call) {
    const { subscriptions, pending } = findTopic(TopicArn, call);
    const page = pageOf([...subscriptions.values()], ({ arn }) => arn, 100, NextToken);
    const waiting = NextToken === undefined ? [...pending.values()].map(showPending) : [];
    return { Subscriptions: [...waiting, ...page.items.map(showSubscription)], NextToken: page.next };
  },
});
