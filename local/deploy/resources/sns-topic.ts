// AWS::SNS::Topic
import { CreateTopicCommand } from "@aws-sdk/client-sns";
import { type MakeResource, textOf } from "./resource.ts";

export const snsTopic: MakeResource = async ({ name, properties, admin: { sns } }) => {
  const Name = textOf(properties, "TopicName") ?? name;
  const { TopicArn = "" } = await sns.send(new CreateTopicCommand({ Name }));
  return { ref: TopicArn, attributes: { TopicArn, TopicName: Name } };
};
