// sns:SetTopicAttributes — https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html
import { z } from "zod";
import { operation } from "../operation.ts";
import { setTopicAttribute } from "./topic-attributes.ts";
import { findTopic, onTopic } from "./topics.ts";

export const setTopicAttributes = operation({
  name: "SetTopicAttributes",
  readOnly: false,
  input: z.strictObject({ TopicArn: z.string(), AttributeName: z.string(), AttributeValue: z.string().optional() }),
  authorize: onTopic("SetTopicAttributes"),
  run({ TopicArn, AttributeName, AttributeValue = "" }, call) {
    setTopicAttribute(findTopic(TopicArn, call), AttributeName, AttributeValue);
  },
});
