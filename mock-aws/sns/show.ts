// A subscription as SNS's answers show it.
import type { Pending, Subscription } from "./topics.ts";

export function showSubscription({ arn, owner, protocol, endpoint, topicArn }: Subscription) {
  return { SubscriptionArn: arn, Owner: owner, Protocol: protocol, Endpoint: endpoint, TopicArn: topicArn };
}

/** https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptionsByTopic.html */
export function showPending({ owner, protocol, endpoint, topicArn }: Pending) {
  const SubscriptionArn = "PendingConfirmation";
  return { SubscriptionArn, Owner: owner, Protocol: protocol, Endpoint: endpoint, TopicArn: topicArn };
}
