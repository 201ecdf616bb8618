// What the latest datapoints of a metric make of an alarm: pure.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html#alarms-and-missing-data
import type { Instant } from "../clock.ts";
import type { AlarmSettings, AlarmState, Comparison } from "./alarms.ts";

export type Datapoint = {
  /** Its period's beginning. */
  readonly at: Instant;
  readonly value: number;
  /** How many periods ago; 0 is the latest. */
  readonly age: number;
};

export type Verdict = {
  /** "as it is" where missing data are ignored. */
  readonly state: AlarmState | "as it is";
  /** The datapoints that were looked at, the latest first. */
  readonly looked: readonly Datapoint[];
  /** How many were filled in for missing ones. */
  readonly filled: number;
};

type Rule = Pick<AlarmSettings, "periods" | "datapoints" | "threshold" | "comparison" | "missing">;

const COMPARE: Readonly<Record<Comparison, (value: number, threshold: number) => boolean>> = {
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  GreaterThanThreshold: (value, threshold) => value > threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
  LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
};

export function breaches(value: number, { comparison, threshold }: Rule): boolean {
  return COMPARE[comparison](value, threshold);
}

/** "CloudWatch attempts to retrieve a higher number of data points": two more in its examples; it gives no rule. */
export function evaluationRange({ periods }: Rule): number {
  return periods + 2;
}

/** `points`: those that there are in the evaluation range, the latest first. */
export function judge(points: readonly Datapoint[], rule: Rule): Verdict {
  const { periods, missing = "missing", datapoints = periods } = rule;
  const looked = points.slice(0, periods);
  const filled = periods - looked.length;
  const breaching = looked.filter(({ value }) => breaches(value, rule)).length;
  const verdict = (state: Verdict["state"]): Verdict => ({ state, looked, filled });
  if (breaching >= datapoints) return verdict("ALARM");
  if (filled === 0 || missing === "notBreaching") return verdict("OK");
  if (missing === "breaching") return verdict(breaching + filled >= datapoints ? "ALARM" : "OK");
  if (looked.length === 0) return verdict(missing === "ignore" ? "as it is" : "INSUFFICIENT_DATA");
  if (!isOldEnough(looked, breaching, datapoints)) return verdict("OK");
  return verdict(missing === "ignore" ? "as it is" : "ALARM");
}

/**
 * "Avoiding premature transitions to alarm state": an alarm only "when the oldest available breaching datapoint … is at
 * least as old as the value of Datapoints to Alarm, and all other more recent data points are breaching or missing".
 */
function isOldEnough(looked: readonly Datapoint[], breaching: number, datapoints: number): boolean {
  return breaching === looked.length && (looked.at(-1)?.age ?? 0) + 1 >= datapoints;
}
