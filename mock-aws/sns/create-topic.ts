// sns:CreateTopic — https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html
import { z } from "zod";
import { AwsError, NotImplementedError } from "../aws-error.ts";
import { tags } from "../input.ts";
import { operation } from "../operation.ts";
import { entries } from "./entries.ts";
import { setTopicAttribute } from "./topic-attributes.ts";
import { accessToTopic, type Topic, topicArn, topicByArn, topics } from "./topics.ts";

export const createTopic = operation({
  name: "CreateTopic",
  readOnly: false,
  input: z.strictObject({ Name: z.string(), Attributes: entries.optional(), Tags: tags.optional() }),
  authorize({ Name, Tags = [] }, call) {
    const access = accessToTopic("CreateTopic", topicArn(call.caller.account, call.region, Name), call);
    const requestTags = Object.fromEntries(Tags.map(({ Key, Value }) => [`aws:RequestTag/${Key}`, Value]));
    const context = { ...requestTags, "aws:TagKeys": Tags.map(({ Key }) => Key) };
    return Tags.length === 0
      ? [access]
      : [
          { ...access, context },
          { ...access, action: "sns:TagResource", context },
        ];
  },
  run({ Name, Attributes = {}, Tags = [] }, { world, caller, region }) {
    if (Name.endsWith(".fifo")) throw new NotImplementedError("FIFO topics");
    if (!/^[\w-]{1,256}$/.test(Name)) throw new AwsError("InvalidParameter", "Invalid parameter: Topic Name");
    const arn = topicArn(caller.account, region, Name);
    if (topicByArn(world, arn)) return { TopicArn: arn };
    const topic: Topic = {
      account: caller.account,
      region,
      name: Name,
      arn,
      displayName: "",
      tags: new Map(Tags.map(({ Key, Value }) => [Key, Value])),
      subscriptions: new Map(),
      pending: new Map(),
    };
    for (const [name, value] of Object.entries(Attributes)) setTopicAttribute(topic, name, value);
    topics(world, caller.account).set(`${region} ${Name}`, topic);
    return { TopicArn: arn };
  },
});
