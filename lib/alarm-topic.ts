// The topic that alarms ring on: encrypted, over TLS alone, for CloudWatch to publish to and for people to subscribe to.
import { RemovalPolicy, Stack } from "aws-cdk-lib";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { Construct } from "constructs";

export type AlarmTopicProps = {
  /** Who is written to; each confirms once. */
  readonly emails: readonly string[];
};

export class AlarmTopic extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, { emails }: AlarmTopicProps) {
    super(scope, id);
    const cloudWatch = new ServicePrincipal("cloudwatch.amazonaws.com");
    // AWS's own key for SNS does not let alarms in, and nobody can change its policy:
    // https://repost.aws/knowledge-center/cloudwatch-configure-alarm-sns
    const key = new Key(this, "Key", {
      description: "Alarms of the credential leak responder",
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.DESTROY, // Nothing that it has encrypted is kept.
    });
    key.addToResourcePolicy(
      new PolicyStatement({
        principals: [cloudWatch],
        actions: ["kms:Decrypt", "kms:GenerateDataKey*"],
        resources: ["*"],
      }),
    );
    this.topic = new Topic(this, "Topic", {
      displayName: "Credential Leak Responder",
      masterKey: key,
      enforceSSL: true,
    });
    // A topic with a policy of its own no longer has the default one, which lets the account's alarms publish.
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [cloudWatch],
        actions: ["sns:Publish"],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { "aws:SourceAccount": Stack.of(this).account } },
      }),
    );
    for (const email of emails) this.topic.addSubscription(new EmailSubscription(email));
  }
}
