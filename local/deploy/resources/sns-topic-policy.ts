// AWS::SNS::TopicPolicy
import { SetTopicAttributesCommand } from "@aws-sdk/client-sns";
import { asIs, type MakeResource } from "./resource.ts";

export const snsTopicPolicy: MakeResource = async ({ name, properties, admin: { sns } }) => {
  const attribute = { AttributeName: "Policy", AttributeValue: JSON.stringify(properties["PolicyDocument"]) };
  for (const TopicArn of asIs<readonly string[]>(properties, "Topics") ?? []) {
    await sns.send(new SetTopicAttributesCommand({ TopicArn, ...attribute }));
  }
  return { ref: name };
};
