// AWS::SQS::Queue
import { CreateQueueCommand, GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { type MakeResource, textOf } from "./resource.ts";

export const sqsQueue: MakeResource = async ({ name, properties, admin: { sqs } }) => {
  const QueueName = textOf(properties, "QueueName") ?? name;
  const retention = textOf(properties, "MessageRetentionPeriod");
  const attributes = retention === undefined ? {} : { Attributes: { MessageRetentionPeriod: retention } };
  const { QueueUrl = "" } = await sqs.send(new CreateQueueCommand({ QueueName, ...attributes }));
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn"] }));
  return { ref: QueueUrl, attributes: { Arn: Attributes?.QueueArn ?? "", QueueName } };
};
