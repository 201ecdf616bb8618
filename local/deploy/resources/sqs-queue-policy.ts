// AWS::SQS::QueuePolicy
import { SetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { asIs, type MakeResource } from "./resource.ts";

export const sqsQueuePolicy: MakeResource = async ({ name, properties, admin: { sqs } }) => {
  const Attributes = { Policy: JSON.stringify(properties["PolicyDocument"]) };
  for (const QueueUrl of asIs<readonly string[]>(properties, "Queues") ?? []) {
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));
  }
  return { ref: name };
};
