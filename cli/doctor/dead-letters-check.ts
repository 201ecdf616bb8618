// Whether events lie unanswered, in each Region.
import { GetQueueAttributesCommand, GetQueueUrlCommand } from "@aws-sdk/client-sqs";
import { commandLine } from "../../lambda/command-line.ts";
import { NO_QUEUE, QUEUE } from "../redrive/queue.ts";
import { unless } from "./call-error.ts";
import type { Check, Found } from "./check.ts";
import { DEPLOY } from "./deploy-line.ts";
import type { Examined } from "./examined.ts";
import { inEachRegion } from "./in-each-region.ts";

export const deadLettersCheck: Check = {
  name: "dead-letters",
  title: "Dead-letter queues",
  about: "What lies there may be an alert that nobody has answered.",
  permissions: ["sqs:GetQueueUrl", "sqs:GetQueueAttributes", "lambda:InvokeFunction"],
  run: (examined) => inEachRegion(examined, lookAt),
};

async function lookAt({ aws }: Examined, region: string): Promise<readonly Found[]> {
  const { sqs } = aws(region);
  const where = { region, thing: QUEUE };
  const known = await unless(NO_QUEUE, sqs.send(new GetQueueUrlCommand({ QueueName: QUEUE })));
  if (!known?.QueueUrl) {
    const what = `There is no queue ${QUEUE} in ${region}: what cannot be delivered is lost.`;
    return [{ status: "problem", what, fix: DEPLOY, where }];
  }
  const { QueueUrl } = known;
  const wish = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["ApproximateNumberOfMessages"] });
  const count = Number((await sqs.send(wish)).Attributes?.["ApproximateNumberOfMessages"]);
  if (!Number.isFinite(count)) throw new Error(`SQS does not say how many events lie in ${QUEUE}.`);
  if (count === 0) return [{ status: "ok", what: `No event lies in the dead-letter queue of ${region}.`, where }];
  const what = `${count} events lie in the dead-letter queue of ${region}: an alert may be among them.`;
  return [{ status: "problem", what, fix: commandLine("responder", "redrive"), where }];
}
