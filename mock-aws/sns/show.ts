// A subscription as SNS's answers show it.
import type { Subscription } from "./topics.ts";

export function showSubscription({ arn, owner, protocol, endpoint, topicArn }: Subscription) {
  return { SubscriptionArn: arn, Owner: owner, Protocol: protocol, Endpoint: endpoint, TopicArn: topicArn };
}
