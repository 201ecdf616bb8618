// A metric for alarms and dashboard: one of ours with its dimensions, or one of AWS's about a thing that the stack has made.
import { Duration } from "aws-cdk-lib";
import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { METRIC_NAMESPACE, SERVICE_DIMENSION } from "../lambda/metric-list.ts";
import type { AlarmDefinition } from "./alarm-list.ts";

/** The things that AWS has metrics of. */
export type Watched = { readonly functions: readonly LambdaFunction[]; readonly deadLetters: IQueue };

type Shown = { readonly statistic: string; readonly periodSeconds: number; readonly label?: string };

/** One; of functions one each, in their order. */
export function watchedMetrics(
  metric: AlarmDefinition["metric"],
  { statistic, periodSeconds, label }: Shown,
  { functions, deadLetters }: Watched,
): readonly Metric[] {
  const shown = { statistic, period: Duration.seconds(periodSeconds), ...(label === undefined ? {} : { label }) };
  if (!("of" in metric)) {
    const { name: metricName, dimensions } = metric;
    const dimensionsMap = { ...SERVICE_DIMENSION, ...dimensions };
    return [new Metric({ namespace: METRIC_NAMESPACE, metricName, dimensionsMap, ...shown })];
  }
  const { namespace, name: metricName, of } = metric;
  const things: readonly Record<string, string>[] =
    of === "function"
      ? functions.map(({ functionName: FunctionName }) => ({ FunctionName }))
      : [{ QueueName: deadLetters.queueName }];
  return things.map((dimensionsMap) => new Metric({ namespace, metricName, dimensionsMap, ...shown }));
}
