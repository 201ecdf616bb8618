import {
  type CloudWatchClient,
  DeleteAlarmsCommand,
  DescribeAlarmsCommand,
  DisableAlarmActionsCommand,
  EnableAlarmActionsCommand,
  type PutMetricAlarmCommandInput,
  SetAlarmStateCommand,
} from "@aws-sdk/client-cloudwatch";
import { SetTopicAttributesCommand } from "@aws-sdk/client-sns";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { lostEvents } from "../../../mock-aws/lost-events.ts";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { policy, sessionWith } from "../../support/session.ts";
import { alarm, cloudwatchOf, createTopic, heard, put, snsOf, stateOf, statesHeard, TOPIC } from "./cast.ts";

const ARN = "arn:aws:cloudwatch:us-east-1:111122223333:alarm:alarm";

let aws: TestAws;
let cloudwatch: CloudWatchClient;
beforeEach(async () => {
  aws = await startLocalAws();
  cloudwatch = cloudwatchOf(aws);
  await createTopic(aws);
});
afterEach(() => aws.close());

const state = async () => (await stateOf(cloudwatch))?.StateValue;

describe("an alarm", () => {
  test("tells its topic of each change of its state, and of nothing else", async () => {
    await cloudwatch.send(alarm({ AlarmDescription: "Something fails." }));
    expect(await stateOf(cloudwatch)).toMatchObject({
      StateValue: "INSUFFICIENT_DATA",
      StateReason: "Unchecked: Initial alarm creation",
    });
    await put(cloudwatch, 2);
    await aws.advance(60);
    expect(await heard(aws)).toEqual([
      {
        AlarmName: "alarm",
        AlarmDescription: "Something fails.",
        AWSAccountId: "111122223333",
        AlarmConfigurationUpdatedTimestamp: "2026-03-01T09:00:00.000+0000",
        NewStateValue: "ALARM",
        NewStateReason:
          "Threshold Crossed: 1 datapoint [2.0 (01/03/26 09:00:00)] was greater than the threshold (0.0).",
        StateChangeTime: "2026-03-01T09:01:00.000+0000",
        Region: "us-east-1",
        AlarmArn: ARN,
        OldStateValue: "INSUFFICIENT_DATA",
        OKActions: [TOPIC],
        AlarmActions: [TOPIC],
        InsufficientDataActions: [TOPIC],
        Trigger: {
          MetricName: "Errors",
          Namespace: "App",
          StatisticType: "Statistic",
          Statistic: "SUM",
          Unit: null,
          Dimensions: [],
          Period: 60,
          EvaluationPeriods: 1,
          ComparisonOperator: "GreaterThanThreshold",
          Threshold: 0,
          TreatMissingData: "",
          EvaluateLowSampleCountPercentile: "",
        },
      },
    ]);
    await put(cloudwatch, 3);
    await aws.advance(60);
    expect(await heard(aws)).toEqual([]);
    await put(cloudwatch, 0);
    await aws.advance(60);
    expect(await statesHeard(aws)).toEqual(["OK"]);
    expect(await stateOf(cloudwatch)).toMatchObject({
      StateValue: "OK",
      StateReason: "Threshold Crossed: 1 datapoint [0.0 (01/03/26 09:02:00)] was not greater than the threshold (0.0).",
      StateTransitionedTimestamp: new Date("2026-03-01T09:03:00Z"),
    });
    await aws.advance(3600);
    expect(await statesHeard(aws)).toEqual(["INSUFFICIENT_DATA"]);
  });

  test.each([
    [
      "notBreaching",
      "OK",
      "Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as [NonBreaching].",
    ],
    [
      "breaching",
      "ALARM",
      "Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as [Breaching].",
    ],
    ["missing", "INSUFFICIENT_DATA", "Unchecked: Initial alarm creation"],
    ["ignore", "INSUFFICIENT_DATA", "Unchecked: Initial alarm creation"],
  ])("of a metric that nobody puts, %s, is %s", async (TreatMissingData, expected, reason) => {
    await cloudwatch.send(alarm({ TreatMissingData }));
    await aws.advance(24 * 3600);
    expect(await stateOf(cloudwatch)).toMatchObject({ StateValue: expected, StateReason: reason });
  });

  test("wakes up to a metric after days of silence", async () => {
    await cloudwatch.send(alarm({ TreatMissingData: "notBreaching" }));
    await aws.advance(72 * 3600 + 17);
    await put(cloudwatch, 1);
    await aws.advance(60);
    expect(await state()).toBe("ALARM");
    await aws.advance(600);
    expect(await state()).toBe("OK");
    expect(await statesHeard(aws)).toEqual(["OK", "ALARM", "OK"]);
  });

  test("looks at as many periods as it says, minute by minute", async () => {
    await cloudwatch.send(
      alarm({ Period: 300, EvaluationPeriods: 3, DatapointsToAlarm: 2, TreatMissingData: "notBreaching" }),
    );
    await put(cloudwatch, 1);
    await aws.advance(300);
    expect(await state()).toBe("OK");
    await put(cloudwatch, 1);
    await aws.advance(60);
    expect(await state()).toBe("ALARM"); // One in the five minutes up to now, one in those before.
    expect((await stateOf(cloudwatch))?.StateReason).toMatch(
      /^Threshold Crossed: 2 datapoints \[1.0 .* were greater than/,
    );
    await aws.advance(3600);
    expect(await state()).toBe("OK");
  });

  test("watches a percentile of one metric, with its dimensions", async () => {
    await cloudwatch.send(alarm({ MetricName: "Delay", ExtendedStatistic: "p50", Threshold: 10 }));
    for (const value of [1, 20, 30]) await put(cloudwatch, value, "Delay");
    await put(cloudwatch, 100, "Other");
    await aws.advance(60);
    const [message] = await heard(aws);
    expect(message).toMatchObject({
      NewStateValue: "ALARM",
      NewStateReason: expect.stringContaining("[20.0 "),
      Trigger: { StatisticType: "ExtendedStatistic", ExtendedStatistic: "p50" },
    });
  });

  test("that is changed keeps its state until it is looked at again", async () => {
    await cloudwatch.send(alarm());
    await put(cloudwatch, 5);
    await aws.advance(60);
    await put(cloudwatch, 5);
    await cloudwatch.send(alarm({ Threshold: 10 }));
    expect(await stateOf(cloudwatch)).toMatchObject({ StateValue: "ALARM", Threshold: 10 });
    await aws.advance(60);
    expect(await state()).toBe("OK");
  });

  test("watches the metric that it names now", async () => {
    await cloudwatch.send(alarm({ TreatMissingData: "notBreaching" }));
    await cloudwatch.send(alarm({ TreatMissingData: "notBreaching", MetricName: "Other" }));
    await aws.advance(60);
    await put(cloudwatch, 1);
    await aws.advance(60);
    expect(await state()).toBe("OK");
    await put(cloudwatch, 1, "Other");
    await aws.advance(60);
    expect(await state()).toBe("ALARM");
  });

  test("that is deleted is silent", async () => {
    await cloudwatch.send(alarm());
    await cloudwatch.send(new DeleteAlarmsCommand({ AlarmNames: ["alarm"] }));
    await put(cloudwatch, 1);
    await aws.advance(600);
    expect(await heard(aws)).toEqual([]);
    expect(await stateOf(cloudwatch)).toBeUndefined();
    const again = new DeleteAlarmsCommand({ AlarmNames: ["alarm"] });
    await expect(cloudwatch.send(again)).rejects.toMatchObject({ name: "ResourceNotFound" });
  });

  test("whose actions are disabled changes its state and tells nobody", async () => {
    await cloudwatch.send(alarm());
    await cloudwatch.send(new DisableAlarmActionsCommand({ AlarmNames: ["alarm"] }));
    await put(cloudwatch, 1);
    await aws.advance(60);
    expect(await stateOf(cloudwatch)).toMatchObject({ StateValue: "ALARM", ActionsEnabled: false });
    expect(await heard(aws)).toEqual([]);
    await cloudwatch.send(new EnableAlarmActionsCommand({ AlarmNames: ["alarm"] }));
    await put(cloudwatch, 0);
    await aws.advance(60);
    expect(await statesHeard(aws)).toEqual(["OK"]);
  });
});

test("SetAlarmState sets it for a moment, and the topic hears of both", async () => {
  await cloudwatch.send(alarm({ TreatMissingData: "notBreaching" }));
  await aws.advance(3600);
  const wish = { AlarmName: "alarm", StateValue: "ALARM", StateReason: "a drill" } as const;
  await cloudwatch.send(new SetAlarmStateCommand(wish));
  expect(await stateOf(cloudwatch)).toMatchObject({ StateValue: "ALARM", StateReason: "a drill" });
  await aws.advance(60);
  expect(await statesHeard(aws)).toEqual(["OK", "ALARM", "OK"]);
  const unknown = new SetAlarmStateCommand({ ...wish, AlarmName: "nobody" });
  await expect(cloudwatch.send(unknown)).rejects.toMatchObject({ name: "ResourceNotFound" });
});

test.each([
  ["that lets CloudWatch in hears it", { Service: "cloudwatch.amazonaws.com" }, ["ALARM"]],
  ["that lets another service in does not", { Service: "events.amazonaws.com" }, []],
])("a topic with a policy %s", async (_what, Principal, expected) => {
  const Condition = { ArnEquals: { "aws:SourceArn": ARN }, StringEquals: { "aws:SourceAccount": "111122223333" } };
  const AttributeValue = policy({ Effect: "Allow", Principal, Action: "sns:Publish", Resource: TOPIC, Condition });
  const set = new SetTopicAttributesCommand({ TopicArn: TOPIC, AttributeName: "Policy", AttributeValue });
  await snsOf(aws).send(set);
  await cloudwatch.send(alarm());
  await put(cloudwatch, 1);
  await aws.advance(60);
  expect(await statesHeard(aws)).toEqual(expected);
  expect(lostEvents(aws.aws.world()).map(({ target }) => target)).toEqual(expected.length === 0 ? [TOPIC] : []);
});

test("DescribeAlarms finds alarms by name, state and action, in pages", async () => {
  for (const AlarmName of ["a-1", "a-2", "b-1"]) {
    await cloudwatch.send(alarm({ AlarmName, TreatMissingData: AlarmName === "a-2" ? "breaching" : "missing" }));
  }
  await aws.advance(60);
  const names = async (wish: ConstructorParameters<typeof DescribeAlarmsCommand>[0] & object) => {
    const { MetricAlarms = [], NextToken } = await cloudwatch.send(new DescribeAlarmsCommand(wish));
    return { names: MetricAlarms.map(({ AlarmName }) => AlarmName), NextToken };
  };
  expect((await names({ AlarmNamePrefix: "a-" })).names).toEqual(["a-1", "a-2"]);
  expect((await names({ StateValue: "ALARM" })).names).toEqual(["a-2"]);
  expect((await names({ ActionPrefix: "arn:aws:lambda" })).names).toEqual([]);
  expect((await names({ AlarmTypes: ["CompositeAlarm"] })).names).toEqual([]);
  const first = await names({ MaxRecords: 2 });
  expect(first.names).toEqual(["a-1", "a-2"]);
  expect((await names({ MaxRecords: 2, NextToken: first.NextToken ?? "" })).names).toEqual(["b-1"]);
});

test("PutMetricAlarm takes its permission on the alarm, and one for its tags", async () => {
  const allow = { Effect: "Allow", Action: "cloudwatch:PutMetricAlarm", Resource: ARN };
  const narrow = cloudwatchOf(aws, (await sessionWith(aws, allow)).keys);
  await narrow.send(alarm());
  await expect(narrow.send(alarm({ AlarmName: "other" }))).rejects.toMatchObject({
    message: expect.stringContaining("cloudwatch:PutMetricAlarm on resource:"),
  });
  await expect(narrow.send(alarm({ Tags: [{ Key: "team", Value: "red" }] }))).rejects.toMatchObject({
    message: expect.stringContaining("cloudwatch:TagResource"),
  });
});

test.each<[string, Partial<PutMetricAlarmCommandInput>, string]>([
  ["two statistics", { Statistic: "Sum", ExtendedStatistic: "p50" }, "ValidationException"],
  ["more datapoints than periods", { DatapointsToAlarm: 2 }, "ValidationException"],
  ["more than a day", { EvaluationPeriods: 1441 }, "ValidationException"],
  ["another action than a topic", { AlarmActions: ["arn:aws:automate:us-east-1:ec2:stop"] }, "NotImplemented"],
  ["an expression", { Metrics: [{ Id: "e", Expression: "1" }] }, "NotImplemented"],
  ["a period of seconds", { Period: 10 }, "NotImplemented"],
])("an alarm with %s is refused", async (_what, wish, name) => {
  await expect(cloudwatch.send(alarm(wish))).rejects.toMatchObject({ name });
  expect(await stateOf(cloudwatch)).toBeUndefined();
});
