// cloudwatch:GetMetricData — https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
import { z } from "zod";
import { AwsError } from "../aws-error.ts";
import { bool, oneOf, text, time } from "../input.ts";
import { type Call, operation } from "../operation.ts";
import { PERCENTILE, STATISTICS, statisticOf } from "./aggregate.ts";
import { dimensions, metricName, namespace, periodMs, unit } from "./inputs.ts";
import { metricKey, metrics } from "./metrics.ts";
import { seriesOf } from "./series.ts";

/** Expressions and other accounts are members that are not known here. */
const query = z.strictObject({
  Id: text({ min: 1, max: 255, pattern: /[a-z][a-zA-Z0-9_]*/ }),
  MetricStat: z.strictObject({
    Metric: z.strictObject({ Namespace: namespace, MetricName: metricName, Dimensions: dimensions.optional() }),
    Period: z.int(),
    Stat: text({ pattern: new RegExp(`${STATISTICS.join("|")}|${PERCENTILE.source.slice(1, -1)}`) }),
    Unit: unit.optional(),
  }),
  Label: z.string().optional(),
  ReturnData: bool().optional(),
});

const input = z.object({
  MetricDataQueries: z.array(query).min(1).max(500),
  StartTime: time(),
  EndTime: time(),
  ScanBy: oneOf(["TimestampDescending", "TimestampAscending"]).optional(),
});

type Query = z.infer<typeof query>;

export const getMetricData = operation({
  name: "GetMetricData",
  readOnly: true,
  dataEvent: true,
  input,
  authorize: () => [{ action: "cloudwatch:GetMetricData", resource: "*" }],
  run({ MetricDataQueries, StartTime, EndTime, ScanBy = "TimestampDescending" }, call) {
    if (new Set(MetricDataQueries.map(({ Id }) => Id)).size < MetricDataQueries.length) {
      throw new AwsError("ValidationException", "The values for parameter Id in MetricDataQueries are not unique.");
    }
    const span = { from: StartTime.getTime(), to: EndTime.getTime() };
    const asked = MetricDataQueries.filter(({ ReturnData = true }) => ReturnData);
    return { MetricDataResults: asked.map((one) => resultOf(one, call, span, ScanBy)), Messages: [] };
  },
});

function resultOf(
  { Id, Label, MetricStat: { Metric, Period, Stat, Unit } }: Query,
  { world, caller, region }: Call,
  span: { readonly from: number; readonly to: number },
  scanBy: string,
) {
  const name = { namespace: Metric.Namespace, name: Metric.MetricName, dimensions: Metric.Dimensions ?? [] };
  const metric = metrics(world, caller.account).get(metricKey(region, name));
  const points = seriesOf(metric, { ...span, periodMs: periodMs(Period) }, Unit).flatMap(({ at, aggregate }) => {
    const value = statisticOf(aggregate, Stat);
    return value === undefined ? [] : [{ at, value }];
  });
  const shown = scanBy === "TimestampDescending" ? points.toReversed() : points;
  return {
    Id,
    Label: Label ?? Metric.MetricName,
    Timestamps: shown.map(({ at }) => new Date(at)),
    Values: shown.map(({ value }) => value),
    StatusCode: "Complete",
  };
}
