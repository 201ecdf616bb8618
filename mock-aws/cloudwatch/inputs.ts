// What calls of CloudWatch have in common: names, dimensions, units, times.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html
import { z } from "zod";
import { AwsError, NotImplementedError } from "../aws-error.ts";
import { list, text } from "../input.ts";
import type { Access, Call } from "../operation.ts";
import { alarmArn } from "./alarms.ts";

const RATES = ["Bytes", "Kilobytes", "Megabytes", "Gigabytes", "Terabytes"] as const;
const BITS = ["Bits", "Kilobits", "Megabits", "Gigabits", "Terabits"] as const;

export const UNITS = [
  ...["Seconds", "Microseconds", "Milliseconds", "Percent", "Count", "None"],
  ...RATES,
  ...BITS,
  ...[...RATES, ...BITS, "Count"].map((unit) => `${unit}/Second`),
] as const;

export const unit = z.enum(UNITS, `failed to satisfy constraint: Member must satisfy enum value set: [${UNITS}]`);

export const namespace = text({ min: 1, max: 255, pattern: /[^:].*/ });
export const metricName = text({ min: 1, max: 255 });

export const dimensions = list(
  z.strictObject({ Name: text({ min: 1, max: 255 }), Value: text({ min: 1, max: 1024 }) }),
).refine((all) => all.length <= 30, "failed to satisfy constraint: Member must have length less than or equal to 30");

export const alarmName = text({ min: 1, max: 255 });

export function onAlarm(action: string, name: string, { caller, region }: Call, context?: Access["context"]): Access {
  const resource = alarmArn(caller.account, region, name);
  return { action: `cloudwatch:${action}`, resource, ...(context ? { context } : {}) };
}

export function onAlarms(action: string): (wish: { readonly AlarmNames: readonly string[] }, call: Call) => Access[] {
  return ({ AlarmNames }, call) => AlarmNames.map((name) => onAlarm(action, name, call));
}

/** Metrics are kept by the minute here. Throws InvalidParameterValueException where AWS would take no such period either. */
export function periodMs(seconds: number): number {
  if ([1, 5, 10, 20, 30].includes(seconds)) throw new NotImplementedError("periods of less than a minute");
  if (seconds > 0 && seconds % 60 === 0) return seconds * 1000;
  throw new AwsError(
    "InvalidParameterValueException",
    `The value ${seconds} for parameter Period is not a multiple of 60.`,
  );
}
