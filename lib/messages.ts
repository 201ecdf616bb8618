// How people are told: a rule on our own events, a function that brings each to the channels that are configured, the topic, the secret.
import { Duration, Stack, Validations } from "aws-cdk-lib";
import { CfnRule } from "aws-cdk-lib/aws-events";
import { Role } from "aws-cdk-lib/aws-iam";
import { Alias } from "aws-cdk-lib/aws-kms";
import { Architecture, CfnPermission, Function as LambdaFunction, Runtime } from "aws-cdk-lib/aws-lambda";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { Config } from "../lambda/config.ts";
import { ENV } from "../lambda/env.ts";
import { CHANNELS, type ChannelName, configuredChannels } from "../lambda/notify/channels/index.ts";
import { MESSAGE_SOURCE } from "../lambda/notify/message.ts";
import { MESSAGES, NOTIFY } from "../lambda/own-names.ts";
import { allow, LOG_PERMISSIONS, type Statement } from "../lambda/role-policy.ts";
import { bundle, HANDLER } from "./bundle.ts";
import { AS_LONG_AS_POSSIBLE } from "./event-rules.ts";
import { ServiceRole } from "./service-role.ts";

export type MessagesProps = { readonly config: Config; readonly deadLetters: IQueue };

export class Messages extends Construct {
  readonly topic: Topic | undefined;
  readonly secret: Secret | undefined;

  constructor(scope: Construct, id: string, { config, deadLetters }: MessagesProps) {
    super(scope, id);
    const channels = configuredChannels(config);
    this.topic = config.notify.sns ? this.#makeTopic(config.notify.emails) : undefined;
    this.secret = config.notify.webhook ? this.#makeSecret() : undefined;
    if (channels.length > 0) this.#bring(channels, this.#makeFunction(config, channels, deadLetters), deadLetters);
  }

  /** AWS's own key for SNS is enough: who publishes is a role of this account. */
  #makeTopic(emails: readonly string[]): Topic {
    const topic = new Topic(this, "Topic", {
      topicName: MESSAGES,
      displayName: "Credential Leak Responder",
      masterKey: Alias.fromAliasName(this, "Key", "alias/aws/sns"),
      enforceSSL: true,
    });
    for (const email of emails) topic.addSubscription(new EmailSubscription(email));
    return topic;
  }

  /** 64 letters and digits are the base64 of 48 bytes: what Standard Webhooks takes for a key. */
  #makeSecret(): Secret {
    const secret = new Secret(this, "WebhookSecret", {
      secretName: `${MESSAGES}-webhook`,
      description: "Signs what the credential leak responder posts to its webhook",
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
    });
    Validations.of(secret).acknowledge({
      id: "AwsSolutions-SMG4",
      reason: "The receiver has to be given each new secret: a person changes it there and here (docs/messages.md).",
    });
    return secret;
  }

  #makeFunction(config: Config, channels: readonly ChannelName[], deadLetters: IQueue): LambdaFunction {
    const log = new LogGroup(this, "Log", { retention: RetentionDays.ONE_YEAR });
    const { role } = new ServiceRole(this, "Role", {
      name: NOTIFY,
      description: "Brings the credential leak responder's messages to people",
      service: "lambda.amazonaws.com",
      statements: [
        ...channels.flatMap((channel) => this.#statements(channel)),
        allow("DeadLetters", ["sqs:SendMessage"], [deadLetters.queueArn]),
        allow("Log", LOG_PERMISSIONS, [log.logGroupArn]),
      ],
    });
    if (channels.includes("security-hub")) acknowledgeRegions(role, Stack.of(this).account);
    return new LambdaFunction(this, "Function", {
      functionName: NOTIFY,
      description: "Brings the messages of the credential leak responder to people. Knows nothing but the message.",
      code: bundle("notify"),
      handler: HANDLER,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: 256,
      timeout: Duration.seconds(60),
      role: Role.fromRoleArn(this, "FunctionRole", role.attrArn, { mutable: false }),
      environment: {
        [ENV.account]: Stack.of(this).account,
        ...(this.topic ? { [ENV.topic]: this.topic.topicArn } : {}),
        ...(config.notify.webhook ? { [ENV.webhookUrl]: config.notify.webhook.url } : {}),
        ...(this.secret ? { [ENV.webhookSecret]: this.secret.secretArn } : {}),
      },
      deadLetterQueue: deadLetters,
      retryAttempts: 2,
      maxEventAge: Duration.hours(6),
      logGroup: log,
    });
  }

  /** What a channel declares, on what is its own. */
  #statements(channel: ChannelName): readonly Statement[] {
    const { partition, account, region } = Stack.of(this);
    const { permissions } = CHANNELS[channel];
    if (channel === "sns") return [allow("Topic", permissions, [this.topic?.topicArn ?? ""])];
    if (channel === "webhook") return [allow("Secret", permissions, [this.secret?.secretArn ?? ""])];
    const ofImports = (action: string) => action === "securityhub:BatchImportFindings";
    return [
      allow("OwnFindings", permissions.filter(ofImports), [
        `arn:${partition}:securityhub:${region}:${account}:product/${account}/default`,
      ]),
      allow(
        "Findings",
        permissions.filter((action) => !ofImports(action)),
        [`arn:${partition}:securityhub:*:${account}:hub/default`],
      ),
    ];
  }

  /** What others put on the bus under our name is not ours: EventBridge says whose account an event is of. */
  #bring(channels: readonly ChannelName[], target: LambdaFunction, deadLetters: IQueue): void {
    const { account } = Stack.of(this);
    const rule = new CfnRule(this, "Rule", {
      name: MESSAGES,
      description: "Messages of the credential leak responder, to each of its channels",
      eventPattern: { source: [MESSAGE_SOURCE], account: [account] },
      targets: channels.map((channel) => ({
        id: channel,
        arn: target.functionArn,
        inputTransformer: { inputTemplate: `{"channel":"${channel}","event":<aws.events.event.json>}` },
        deadLetterConfig: { arn: deadLetters.queueArn },
        retryPolicy: AS_LONG_AS_POSSIBLE,
      })),
    });
    new CfnPermission(this, "Rules", {
      action: "lambda:InvokeFunction",
      functionName: target.functionArn,
      principal: "events.amazonaws.com",
      sourceAccount: account,
      sourceArn: rule.attrArn,
    });
  }
}

function acknowledgeRegions(role: Construct, account: string): void {
  const resource = `arn:<AWS::Partition>:securityhub:*:${account}:hub/default`;
  Validations.of(role).acknowledge({
    id: `AwsSolutions-IAM5[Resource::${resource}]`,
    reason: "A finding is updated in the Region where it came up.",
  });
}
