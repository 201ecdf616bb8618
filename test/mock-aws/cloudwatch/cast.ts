// A client of CloudWatch, and what its alarms have told: for tests of metrics and alarms.
import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  type MetricAlarm,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
  PutMetricDataCommand,
} from "@aws-sdk/client-cloudwatch";
import { CreateTopicCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { CreateQueueCommand, DeleteMessageCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import type { Keys, TestAws } from "../../support/local-aws.ts";
import { policy } from "../../support/session.ts";

export const TOPIC = "arn:aws:sns:us-east-1:111122223333:alarms";

const config = (aws: TestAws, credentials: Keys) => ({
  endpoint: aws.endpoint,
  region: "us-east-1",
  credentials,
  maxAttempts: 1,
});

export function cloudwatchOf(aws: TestAws, keys: Keys = aws.admin.keys): CloudWatchClient {
  return new CloudWatchClient(config(aws, keys));
}

export function snsOf(aws: TestAws): SNSClient {
  return new SNSClient(config(aws, aws.admin.keys));
}

/** The topic of the alarms, and a queue that hears it. */
export async function createTopic(aws: TestAws): Promise<void> {
  const sns = snsOf(aws);
  await sns.send(new CreateTopicCommand({ Name: "alarms" }));
  const Endpoint = "arn:aws:sqs:us-east-1:111122223333:heard";
  const allow = {
    Effect: "Allow",
    Principal: { Service: "sns.amazonaws.com" },
    Action: "sqs:SendMessage",
    Resource: "*",
  };
  const Attributes = { Policy: policy(allow) };
  await aws.admin.sqs.send(new CreateQueueCommand({ QueueName: "heard", Attributes }));
  const raw = { RawMessageDelivery: "true" };
  await sns.send(new SubscribeCommand({ TopicArn: TOPIC, Protocol: "sqs", Endpoint, Attributes: raw }));
}

/** The messages since the last time that somebody asked. */
export async function heard(aws: TestAws): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const QueueUrl = `${aws.endpoint}/111122223333/heard`;
  const { Messages = [] } = await aws.admin.sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
  for (const { ReceiptHandle } of Messages)
    await aws.admin.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  return Messages.map(({ Body = "" }) => JSON.parse(Body));
}

export const statesHeard = async (aws: TestAws) => (await heard(aws)).map((message) => message["NewStateValue"]);

/** The alarm `alarm`: a sum of `Errors` above 0 in a minute unless said. */
export function alarm(wish: Partial<PutMetricAlarmCommandInput> = {}): PutMetricAlarmCommand {
  const statistic = wish.ExtendedStatistic === undefined ? { Statistic: "Sum" as const } : {};
  return new PutMetricAlarmCommand({
    AlarmName: "alarm",
    Namespace: "App",
    MetricName: "Errors",
    ...statistic,
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 0,
    ComparisonOperator: "GreaterThanThreshold",
    OKActions: [TOPIC],
    AlarmActions: [TOPIC],
    InsufficientDataActions: [TOPIC],
    ...wish,
  });
}

export async function stateOf(cloudwatch: CloudWatchClient, name = "alarm"): Promise<MetricAlarm | undefined> {
  const { MetricAlarms } = await cloudwatch.send(new DescribeAlarmsCommand({ AlarmNames: [name] }));
  return MetricAlarms?.[0];
}

export async function put(cloudwatch: CloudWatchClient, Value: number, MetricName = "Errors"): Promise<void> {
  await cloudwatch.send(new PutMetricDataCommand({ Namespace: "App", MetricData: [{ MetricName, Value }] }));
}
