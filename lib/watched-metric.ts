// A metric for alarms and dashboard: one of ours with its dimensions, or one of AWS's about a thing that the stack has made.
import { Duration } from "aws-cdk-lib";
import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { METRIC_NAMESPACE, SERVICE_DIMENSION } from "../lambda/metric-list.ts";
import type { AlarmDefinition } from "./alarm-list.ts";

/** The things that AWS has metrics of. */
export type Watched = { readonly function: LambdaFunction; readonly deadLetters: Queue };

type Shown = { readonly statistic: string; readonly periodSeconds: number; readonly label?: string };

export function watchedMetric(
  metric: AlarmDefinition["metric"],
  { statistic, periodSeconds, label }: Shown,
  { function: fn, deadLetters }: Watched,
): Metric {
  const shown = { statistic, period: Duration.seconds(periodSeconds), ...(label === undefined ? {} : { label }) };
  if (!("of" in metric)) {
    const { name: metricName, dimensions } = metric;
    return new Metric({
      namespace: METRIC_NAMESPACE,
      metricName,
      dimensionsMap: { ...SERVICE_DIMENSION, ...dimensions },
      ...shown,
    });
  }
  const { namespace, name: metricName, of } = metric;
  const dimensionsMap: Record<string, string> =
    of === "function" ? { FunctionName: fn.functionName } : { QueueName: deadLetters.queueName };
  return new Metric({ namespace, metricName, dimensionsMap, ...shown });
}
