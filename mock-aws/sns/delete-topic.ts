// sns:DeleteTopic — https://docs.aws.amazon.com/sns/latest/api/API_DeleteTopic.html
import { z } from "zod";
import { operation } from "../operation.ts";
import { onTopic, topicByArn, topics } from "./topics.ts";

/** To delete a topic that is not there is no error. */
export const deleteTopic = operation({
  name: "DeleteTopic",
  readOnly: false,
  input: z.strictObject({ TopicArn: z.string() }),
  authorize: onTopic("DeleteTopic"),
  run({ TopicArn }, { world }) {
    const topic = topicByArn(world, TopicArn);
    if (topic) topics(world, topic.account).delete(`${topic.region} ${topic.name}`);
  },
});
