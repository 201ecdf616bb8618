import {
  type CloudWatchClient,
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  type GetMetricStatisticsCommandInput,
  ListMetricsCommand,
  type MetricDatum,
  PutMetricDataCommand,
} from "@aws-sdk/client-cloudwatch";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ingestEmbeddedMetrics } from "../../../mock-aws/cloudwatch/embedded-metrics.ts";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { sessionWith } from "../../support/session.ts";
import { cloudwatchOf } from "./cast.ts";

const START = new Date("2026-03-01T09:00:00Z");
const END = new Date("2026-03-01T10:00:00Z");

let aws: TestAws;
let cloudwatch: CloudWatchClient;
beforeEach(async () => {
  aws = await startLocalAws();
  cloudwatch = cloudwatchOf(aws);
});
afterEach(() => aws.close());

const put = (...data: Omit<MetricDatum, "MetricName">[]) =>
  cloudwatch.send(
    new PutMetricDataCommand({ Namespace: "App", MetricData: data.map((one) => ({ MetricName: "Delay", ...one })) }),
  );

async function statistics(wish: Partial<GetMetricStatisticsCommandInput> = {}) {
  const input = { Namespace: "App", MetricName: "Delay", StartTime: START, EndTime: END, Period: 60, ...wish };
  return (await cloudwatch.send(new GetMetricStatisticsCommand(input))).Datapoints;
}

const ALL = ["SampleCount", "Average", "Sum", "Minimum", "Maximum"] as const;

describe("GetMetricStatistics", () => {
  test("puts values together, minute by minute or longer", async () => {
    await put({ Value: 1, Unit: "Seconds" }, { Value: 5, Unit: "Seconds" });
    await aws.advance(60);
    await put({ Values: [2, 4], Counts: [3, 1], Unit: "Seconds" });
    expect(await statistics({ Statistics: [...ALL] })).toEqual([
      { Timestamp: START, Unit: "Seconds", SampleCount: 2, Average: 3, Sum: 6, Minimum: 1, Maximum: 5 },
      {
        Timestamp: new Date("2026-03-01T09:01:00Z"),
        Unit: "Seconds",
        ...{ SampleCount: 4, Average: 2.5, Sum: 10, Minimum: 2, Maximum: 4 },
      },
    ]);
    expect(await statistics({ Period: 300, Statistics: ["Sum"] })).toEqual([
      { Timestamp: START, Unit: "Seconds", Sum: 16 },
    ]);
  });

  test("takes what is known of values that are not told, without their percentiles", async () => {
    await put({ StatisticValues: { SampleCount: 4, Sum: 10, Minimum: 1, Maximum: 4 } }, { Value: 7 });
    expect(await statistics({ Statistics: [...ALL] })).toMatchObject([
      { SampleCount: 5, Average: 3.4, Sum: 17, Minimum: 1, Maximum: 7 },
    ]);
    expect(await statistics({ ExtendedStatistics: ["p50"] })).toEqual([
      { Timestamp: START, Unit: "None", ExtendedStatistics: {} },
    ]);
  });

  test("knows percentiles", async () => {
    await put({ Values: Array.from({ length: 100 }, (_, index) => index + 1) });
    const [point] = (await statistics({ ExtendedStatistics: ["p50", "p99"] })) ?? [];
    expect(point?.ExtendedStatistics).toEqual({ p50: 50, p99: 99 });
  });

  test("a metric is its name, its namespace and its dimensions in any order", async () => {
    const [a, b] = [
      { Name: "a", Value: "1" },
      { Name: "b", Value: "2" },
    ];
    await put({ Value: 1, Dimensions: [a, b] }, { Value: 2, Dimensions: [a] });
    const sum = async (Dimensions: (typeof a)[]) => (await statistics({ Dimensions, Statistics: ["Sum"] }))?.[0]?.Sum;
    expect(await sum([b, a])).toBe(1);
    expect(await sum([a])).toBe(2);
    expect(await sum([])).toBeUndefined();
  });

  test.each<[string, Partial<GetMetricStatisticsCommandInput>, string]>([
    ["no statistic", {}, "MissingRequiredParameterException"],
    [
      "a time that ends before it begins",
      { Statistics: ["Sum"], EndTime: START },
      "InvalidParameterCombinationException",
    ],
    [
      "more than 1,440 datapoints",
      { Statistics: ["Sum"], EndTime: new Date("2026-03-02T09:01:00Z") },
      "InvalidParameterCombinationException",
    ],
    ["a period of seconds", { Statistics: ["Sum"], Period: 10 }, "NotImplemented"],
    ["a period that is no minutes", { Statistics: ["Sum"], Period: 90 }, "InvalidParameterValueException"],
  ])("refuses %s", async (_what, wish, name) => {
    await expect(statistics(wish)).rejects.toMatchObject({ name });
  });

  test("metrics in several units want one to be asked for", async () => {
    await put({ Value: 1, Unit: "Seconds" }, { Value: 1000, Unit: "Milliseconds" });
    await expect(statistics({ Statistics: ["Sum"] })).rejects.toMatchObject({ name: "NotImplemented" });
    expect(await statistics({ Statistics: ["Sum"], Unit: "Seconds" })).toMatchObject([{ Sum: 1 }]);
  });
});

test("GetMetricData answers several metrics, the latest value first", async () => {
  await put({ Value: 1 });
  await aws.advance(60);
  await put({ Value: 2 });
  const query = (Id: string, Stat: string) => ({
    Id,
    MetricStat: { Metric: { Namespace: "App", MetricName: "Delay" }, Period: 60, Stat },
  });
  const times = { StartTime: START, EndTime: END };
  const wish = {
    ...times,
    MetricDataQueries: [query("sum", "Sum"), query("p90", "p90"), { ...query("no", "Sum"), ReturnData: false }],
  };
  const { MetricDataResults } = await cloudwatch.send(new GetMetricDataCommand(wish));
  const [one, two] = [new Date("2026-03-01T09:01:00Z"), START];
  const result = { Label: "Delay", Timestamps: [one, two], Values: [2, 1], StatusCode: "Complete" };
  expect(MetricDataResults).toEqual([
    { Id: "sum", ...result },
    { Id: "p90", ...result },
  ]);
  const ascending = await cloudwatch.send(new GetMetricDataCommand({ ...wish, ScanBy: "TimestampAscending" }));
  expect(ascending.MetricDataResults?.[0]?.Values).toEqual([1, 2]);
  const math = { ...times, MetricDataQueries: [{ Id: "math", Expression: "1+1" }] };
  await expect(cloudwatch.send(new GetMetricDataCommand(math))).rejects.toMatchObject({ name: "NotImplemented" });
});

test("ListMetrics finds metrics by what they are called", async () => {
  await put({ Value: 1, Dimensions: [{ Name: "a", Value: "1" }] }, { Value: 1 });
  await cloudwatch.send(
    new PutMetricDataCommand({ Namespace: "Other", MetricData: [{ MetricName: "Size", Value: 1 }] }),
  );
  const list = async (wish: { Namespace?: string; Dimensions?: { Name: string }[] }) =>
    (await cloudwatch.send(new ListMetricsCommand(wish))).Metrics;
  const dimensioned = { Namespace: "App", MetricName: "Delay", Dimensions: [{ Name: "a", Value: "1" }] };
  expect(await list({ Namespace: "App" })).toEqual([{ ...dimensioned, Dimensions: [] }, dimensioned]);
  expect(await list({ Dimensions: [{ Name: "a" }] })).toEqual([dimensioned]);
  expect(await list({})).toHaveLength(3);
});

describe("PutMetricData", () => {
  test("takes its permission, which may be for one namespace", async () => {
    const Condition = { StringEquals: { "cloudwatch:namespace": "App" } };
    const allow = { Effect: "Allow", Action: "cloudwatch:PutMetricData", Resource: "*", Condition };
    const narrow = cloudwatchOf(aws, (await sessionWith(aws, allow)).keys);
    const wish = (Namespace: string) =>
      new PutMetricDataCommand({ Namespace, MetricData: [{ MetricName: "Delay", Value: 1 }] });
    await narrow.send(wish("App"));
    await expect(narrow.send(wish("Other"))).rejects.toMatchObject({
      message: expect.stringContaining("is not authorized to perform: cloudwatch:PutMetricData"),
    });
  });

  test.each<[string, Omit<MetricDatum, "MetricName">]>([
    ["no value", {}],
    ["two kinds of values", { Value: 1, Values: [1] }],
    ["counts of other values", { Values: [1, 2], Counts: [1] }],
    ["a time long ago", { Value: 1, Timestamp: new Date("2026-02-01T00:00:00Z") }],
  ])("refuses %s, and keeps nothing", async (_what, datum) => {
    await expect(put({ Value: 1 }, datum)).rejects.toMatchObject({ name: "InvalidParameterValueException" });
    expect((await cloudwatch.send(new ListMetricsCommand({}))).Metrics).toEqual([]);
  });
});

describe("a line of a log", () => {
  const ingest = (line: unknown) =>
    ingestEmbeddedMetrics(
      aws.aws.world(),
      "111122223333",
      "us-east-1",
      typeof line === "string" ? line : JSON.stringify(line),
    );
  const embedded = (CloudWatchMetrics: unknown) => ({
    _aws: { Timestamp: START.getTime(), CloudWatchMetrics },
    Delay: [1, 2, 3],
    Errors: 0,
    text: "x",
    team: "red",
    level: 30,
  });
  const Metrics = [{ Name: "Delay", Unit: "Seconds" }, { Name: "Errors" }, { Name: "text" }, { Name: "absent" }];
  const listed = async () => (await cloudwatch.send(new ListMetricsCommand({}))).Metrics;

  test("in the embedded metric format puts its metrics, for each set of dimensions", async () => {
    ingest(embedded([{ Namespace: "App", Dimensions: [[], ["team"], ["level"], ["nobody"]], Metrics }]));
    expect(await statistics({ Statistics: ["Sum", "SampleCount"] })).toEqual([
      { Timestamp: START, Unit: "Seconds", Sum: 6, SampleCount: 3 },
    ]);
    const team = [{ Name: "team", Value: "red" }];
    expect(await statistics({ MetricName: "Errors", Dimensions: team, Statistics: ["Sum"] })).toMatchObject([
      { Sum: 0 },
    ]);
    expect((await listed())?.map(({ MetricName, Dimensions }) => [MetricName, Dimensions?.length])).toEqual([
      ["Delay", 0],
      ["Delay", 1],
      ["Errors", 0],
      ["Errors", 1],
    ]);
  });

  test.each([
    ["a text", "START RequestId: 1 CloudWatchMetrics"],
    ["JSON cut short", '{"_aws":{"CloudWatchMetrics":['],
    ["other JSON", { level: 30, msg: "hello", note: "CloudWatchMetrics" }],
    ["a list", ["CloudWatchMetrics"]],
    ["metrics without a time", { _aws: { CloudWatchMetrics: [] } }],
    ["metrics without a namespace", embedded([{ Dimensions: [[]], Metrics }])],
    [
      "a unit that there is not",
      embedded([{ Namespace: "App", Dimensions: [[]], Metrics: [{ Name: "Delay", Unit: "Years" }] }]),
    ],
  ])("that is %s puts none", async (_what, line) => {
    ingest(line);
    expect(await listed()).toEqual([]);
  });
});
