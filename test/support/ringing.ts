// Which of the stack's alarms ring at a moment, by the metrics that were written: CloudWatch's evaluation, as far as the alarms use it.
//
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
import type { Template } from "aws-cdk-lib/assertions";
import { z } from "zod";
import { type EmfLine, type Measured, measuredIn } from "./emf.ts";

const alarm = z.object({
  AlarmName: z.string().transform((name) => name.replace("credential-leak-responder-", "")),
  Namespace: z.string(),
  MetricName: z.string(),
  Dimensions: z.array(z.object({ Name: z.string(), Value: z.string() })),
  Statistic: z.enum(["Sum", "Maximum"]).optional(),
  ExtendedStatistic: z.literal("p99").optional(),
  Period: z.number(),
  EvaluationPeriods: z.number(),
  DatapointsToAlarm: z.number(),
  Threshold: z.number(),
  ComparisonOperator: z.enum(["GreaterThanOrEqualToThreshold", "GreaterThanThreshold", "LessThanThreshold"]),
  TreatMissingData: z.enum(["breaching", "notBreaching"]),
});
export type SynthesizedAlarm = z.infer<typeof alarm>;

/** Those about the responder's own metrics; AWS's are not in what it writes. */
export function ownAlarms(template: Template): readonly SynthesizedAlarm[] {
  return Object.values(template.findResources("AWS::CloudWatch::Alarm")).flatMap(({ Properties }) =>
    Properties.Namespace.startsWith("AWS/") ? [] : [alarm.parse(Properties)],
  );
}

export function ringing(
  alarms: readonly SynthesizedAlarm[],
  lines: readonly EmfLine[],
  now: number,
): readonly string[] {
  const measured = measuredIn(lines);
  return alarms.filter((one) => rings(one, measured, now)).map(({ AlarmName }) => AlarmName);
}

function rings(one: SynthesizedAlarm, measured: readonly Measured[], now: number): boolean {
  const wanted = Object.fromEntries(one.Dimensions.map(({ Name, Value }) => [Name, Value]));
  const own = measured.filter(
    ({ namespace, name, dimensions }) =>
      namespace === one.Namespace && name === one.MetricName && key(dimensions) === key(wanted),
  );
  const bad = Array.from({ length: one.EvaluationPeriods }, (_, index) => {
    const until = now - index * one.Period * 1000;
    const values = own.flatMap(({ at, values }) => (at <= until && at > until - one.Period * 1000 ? values : []));
    return values.length === 0 ? one.TreatMissingData === "breaching" : isBad(one, statistic(one, values));
  }).filter(Boolean);
  return bad.length >= one.DatapointsToAlarm;
}

function key(dimensions: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.entries(dimensions).sort());
}

/** The slowest hundredth of a few values is the slowest of them. */
function statistic({ Statistic }: SynthesizedAlarm, values: readonly number[]): number {
  return Statistic === "Sum" ? values.reduce((sum, value) => sum + value, 0) : Math.max(...values);
}

function isBad({ ComparisonOperator, Threshold }: SynthesizedAlarm, value: number): boolean {
  if (ComparisonOperator === "LessThanThreshold") return value < Threshold;
  return ComparisonOperator === "GreaterThanThreshold" ? value > Threshold : value >= Threshold;
}
