// sns:Unsubscribe — https://docs.aws.amazon.com/sns/latest/api/API_Unsubscribe.html
import { z } from "zod";
import { operation } from "../operation.ts";
import { accessToTopic, topicByArn } from "./topics.ts";

const topicOf = (subscription: string) => subscription.split(":").slice(0, 6).join(":");

/** To end a subscription that is not there is no error. */
export const unsubscribe = operation({
  name: "Unsubscribe",
  readOnly: false,
  input: z.strictObject({ SubscriptionArn: z.string() }),
  authorize: ({ SubscriptionArn }, call) => [accessToTopic("Unsubscribe", topicOf(SubscriptionArn), call)],
  run({ SubscriptionArn }, { world }) {
    topicByArn(world, topicOf(SubscriptionArn))?.subscriptions.delete(SubscriptionArn);
  },
});
