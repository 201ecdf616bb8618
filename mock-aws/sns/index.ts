// SNS: every operation that the local AWS has of it.
import { withKnownMembers } from "../known-members.ts";
import type { Service } from "../operation.ts";
import { queryProtocol } from "../wire/query.ts";
import { createTopic } from "./create-topic.ts";
import { deleteTopic } from "./delete-topic.ts";
import { getTopicAttributes } from "./get-topic-attributes.ts";
import { listSubscriptions } from "./list-subscriptions.ts";
import { listSubscriptionsByTopic } from "./list-subscriptions-by-topic.ts";
import { listTopics } from "./list-topics.ts";
import { publish } from "./publish.ts";
import { setTopicAttributes } from "./set-topic-attributes.ts";
import { subscribe } from "./subscribe.ts";
import { unsubscribe } from "./unsubscribe.ts";

export const SNS: Service = {
  name: "sns",
  eventSource: "sns.amazonaws.com",
  api: "2010-03-31",
  protocol: queryProtocol("http://sns.amazonaws.com/doc/2010-03-31/"),
  operations: withKnownMembers([
    createTopic,
    deleteTopic,
    getTopicAttributes,
    listSubscriptionsByTopic,
    listSubscriptions,
    listTopics,
    publish,
    setTopicAttributes,
    subscribe,
    unsubscribe,
  ]),
};
