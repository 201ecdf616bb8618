import { type CloudWatchClient, GetMetricStatisticsCommand } from "@aws-sdk/client-cloudwatch";
import { PutEventsCommand, PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import { InvokeCommand, PutFunctionConcurrencyCommand } from "@aws-sdk/client-lambda";
import { CreateQueueCommand, PurgeQueueCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { registerFunction } from "../../../mock-aws/lambda/functions.ts";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { alarm, cloudwatchOf, createTopic, statesHeard } from "./cast.ts";

let aws: TestAws;
let cloudwatch: CloudWatchClient;
beforeEach(async () => {
  aws = await startLocalAws();
  cloudwatch = cloudwatchOf(aws);
});
afterEach(() => aws.close());

/** The sums of the minutes of the next hours. */
async function sums(Namespace: string, MetricName: string, Name: string, Value: string, hours = 1) {
  const StartTime = new Date("2026-03-01T09:00:00Z");
  const EndTime = new Date(StartTime.getTime() + hours * 3_600_000);
  const wish = { Namespace, MetricName, Dimensions: [{ Name, Value }], StartTime, EndTime, Period: 60 };
  const { Datapoints = [] } = await cloudwatch.send(new GetMetricStatisticsCommand({ ...wish, Statistics: ["Sum"] }));
  return Datapoints.map(({ Sum }) => Sum);
}

const ofFunction = (name: string) => sums("AWS/Lambda", name, "FunctionName", "worker");

describe("Lambda counts of a function", () => {
  beforeEach(() => {
    registerFunction(aws.aws.world(), {
      account: "111122223333",
      region: "us-east-1",
      name: "worker",
      deadLetter: "arn:aws:sqs:us-east-1:111122223333:nowhere",
      handler: async (event) => {
        if (Object.hasOwn(Object(event), "fail")) throw new Error("failed");
      },
    });
  });

  const invoke = (Payload: string, InvocationType: "Event" | "RequestResponse" = "RequestResponse") =>
    aws.admin.lambda.send(new InvokeCommand({ FunctionName: "worker", Payload, InvocationType }));

  test("how often it ran, and failed", async () => {
    await invoke("{}");
    await invoke('{"fail":1}');
    await aws.advance(60);
    await invoke("{}");
    expect(await ofFunction("Invocations")).toEqual([2, 1]);
    expect(await ofFunction("Errors")).toEqual([1, 0]);
  });

  test("each try of an event, and the event that is dropped with nowhere to go", async () => {
    await invoke('{"fail":1}', "Event");
    await aws.advance(600);
    expect(await ofFunction("Errors")).toEqual([1, 1, 1]);
    expect(await ofFunction("AsyncEventsDropped")).toEqual([1]);
    expect(await ofFunction("DeadLetterErrors")).toEqual([1]);
  });

  test("what was throttled, which is no invocation", async () => {
    const none = { FunctionName: "worker", ReservedConcurrentExecutions: 0 };
    await aws.admin.lambda.send(new PutFunctionConcurrencyCommand(none));
    await expect(invoke("{}")).rejects.toMatchObject({ name: "TooManyRequestsException" });
    expect(await ofFunction("Throttles")).toEqual([1]);
    expect(await ofFunction("Invocations")).toEqual([]);
  });
});

describe("SQS tells how many messages a queue holds", () => {
  const QueueUrl = () => `${aws.endpoint}/111122223333/dead`;
  const sendMessage = () => aws.admin.sqs.send(new SendMessageCommand({ QueueUrl: QueueUrl(), MessageBody: "x" }));
  const visible = (hours: number) => sums("AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", "dead", hours);
  beforeEach(() => aws.admin.sqs.send(new CreateQueueCommand({ QueueName: "dead" })));

  test("each minute while it holds some, and for six hours more", async () => {
    await aws.advance(600);
    expect(await visible(1)).toEqual([]);
    await sendMessage();
    await aws.advance(60);
    await sendMessage();
    await aws.advance(8 * 3600);
    await aws.admin.sqs.send(new PurgeQueueCommand({ QueueUrl: QueueUrl() }));
    await aws.advance(12 * 3600);
    const told = await visible(24);
    expect(told.slice(0, 3)).toEqual([1, 2, 2]);
    expect(told.filter((count) => count === 2)).toHaveLength(8 * 60);
    expect(told.filter((count) => count === 0)).toHaveLength(6 * 60 - 1);
  });

  test("and no more when its messages are too old to be kept", async () => {
    await sendMessage();
    await aws.advance(5 * 86400);
    await aws.advance(60);
    const day = async (from: number) => {
      const StartTime = new Date(Date.parse("2026-03-01T09:00:00Z") + from * 86_400_000);
      const EndTime = new Date(StartTime.getTime() + 86_400_000);
      const Dimensions = [{ Name: "QueueName", Value: "dead" }];
      const metric = { Namespace: "AWS/SQS", MetricName: "ApproximateNumberOfMessagesVisible", Dimensions };
      const span = { StartTime, EndTime, Period: 3600, Statistics: ["Maximum" as const] };
      const { Datapoints } = await cloudwatch.send(new GetMetricStatisticsCommand({ ...metric, ...span }));
      return Datapoints?.map(({ Maximum }) => Maximum) ?? [];
    };
    expect(new Set(await day(3))).toEqual(new Set([1]));
    expect((await day(4)).slice(0, 2)).toEqual([1, 0]); // Four days to the second: the first minute of the fifth.
  });

  test("an alarm on a dead-letter queue rings once, and stays until somebody has taken the message", async () => {
    await createTopic(aws);
    const Dimensions = [{ Name: "QueueName", Value: "dead" }];
    const metric = { Namespace: "AWS/SQS", MetricName: "ApproximateNumberOfMessagesVisible", Dimensions };
    await cloudwatch.send(alarm({ ...metric, Statistic: "Maximum", TreatMissingData: "notBreaching" }));
    await aws.advance(24 * 3600);
    expect(await statesHeard(aws)).toEqual(["OK"]);
    await sendMessage();
    await aws.advance(120);
    expect(await statesHeard(aws)).toEqual(["ALARM"]);
    await aws.advance(24 * 3600);
    expect(await statesHeard(aws)).toEqual([]);
    await aws.admin.sqs.send(new PurgeQueueCommand({ QueueUrl: QueueUrl() }));
    await aws.advance(120);
    expect(await statesHeard(aws)).toEqual(["OK"]);
  });
});

test("EventBridge counts what it could not deliver, by the rule", async () => {
  await aws.admin.events.send(new PutRuleCommand({ Name: "rule", EventPattern: '{"source":["my.app"]}' }));
  const Arn = "arn:aws:lambda:us-east-1:111122223333:function:nobody";
  await aws.admin.events.send(new PutTargetsCommand({ Rule: "rule", Targets: [{ Id: "1", Arn }] }));
  const event = { Source: "my.app", DetailType: "x", Detail: "{}" };
  await aws.admin.events.send(new PutEventsCommand({ Entries: [event] }));
  await aws.advance(0);
  expect(await sums("AWS/Events", "FailedInvocations", "RuleName", "rule")).toEqual([1]);
});
