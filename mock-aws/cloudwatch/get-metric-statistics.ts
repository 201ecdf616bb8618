// cloudwatch:GetMetricStatistics — https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html
import { z } from "zod";
import { AwsError } from "../aws-error.ts";
import { list, oneOf, text, time } from "../input.ts";
import { operation } from "../operation.ts";
import { type Aggregate, PERCENTILE, STATISTICS, statisticOf } from "./aggregate.ts";
import { dimensions, metricName, namespace, periodMs, unit } from "./inputs.ts";
import { metricKey, metrics } from "./metrics.ts";
import { seriesOf } from "./series.ts";

export const getMetricStatistics = operation({
  name: "GetMetricStatistics",
  readOnly: true,
  input: z.object({
    Namespace: namespace,
    MetricName: metricName,
    Dimensions: dimensions.optional(),
    StartTime: time(),
    EndTime: time(),
    Period: z.int(),
    Statistics: list(oneOf(STATISTICS)).optional(),
    ExtendedStatistics: list(text({ pattern: PERCENTILE })).optional(),
    Unit: unit.optional(),
  }),
  authorize: () => [{ action: "cloudwatch:GetMetricStatistics", resource: "*" }],
  run(wish, { world, caller, region }) {
    const { Statistics = [], ExtendedStatistics = [], Unit, MetricName } = wish;
    if (Statistics.length + ExtendedStatistics.length === 0) {
      throw new AwsError(
        "MissingRequiredParameterException",
        "The parameter Statistics or ExtendedStatistics must be given.",
      );
    }
    const name = { namespace: wish.Namespace, name: MetricName, dimensions: wish.Dimensions ?? [] };
    const metric = metrics(world, caller.account).get(metricKey(region, name));
    const span = { from: wish.StartTime.getTime(), to: wish.EndTime.getTime(), periodMs: periodMs(wish.Period) };
    const show = ({ at, aggregate, unit: shown }: { at: number; aggregate: Aggregate; unit: string }) => ({
      Timestamp: new Date(at),
      Unit: shown,
      ...Object.fromEntries(Statistics.map((one) => [one, statisticOf(aggregate, one)])),
      ...(ExtendedStatistics.length === 0 ? {} : { ExtendedStatistics: percentiles(aggregate, ExtendedStatistics) }),
    });
    return { Label: MetricName, Datapoints: seriesOf(metric, span, Unit).map(show) };
  },
});

function percentiles(aggregate: Aggregate, names: readonly string[]) {
  return Object.fromEntries(names.map((name) => [name, statisticOf(aggregate, name)]));
}
