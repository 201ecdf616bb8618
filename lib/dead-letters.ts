// A queue for what could not be handled or delivered: encrypted, over TLS alone, kept for as long as SQS keeps anything.
import { Duration, Stack, Validations } from "aws-cdk-lib";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { RESPONDER } from "../lambda/own-names.ts";

export class DeadLetters extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const { partition, account, region } = Stack.of(this);
    this.queue = new Queue(this, "Queue", {
      queueName: `${RESPONDER}-dead-letters`,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    Validations.of(this.queue).acknowledge({
      id: "AwsSolutions-SQS3",
      reason: "It is a dead-letter queue, of EventBridge's targets: what lies in it is a person's work.",
    });
    this.queue.addToResourcePolicy(
      new PolicyStatement({
        sid: "RulesOfOurs",
        principals: [new ServicePrincipal("events.amazonaws.com")],
        actions: ["sqs:SendMessage"],
        resources: [this.queue.queueArn],
        conditions: {
          ArnLike: { "aws:SourceArn": `arn:${partition}:events:${region}:${account}:rule/${RESPONDER}-*` },
        },
      }),
    );
  }
}
