// Values put together: what is left of them, and the statistics that can be made of that.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
import type { Instant } from "../clock.ts";

export type Aggregate = {
  sum: number;
  count: number;
  minimum: number;
  maximum: number;
  /** How often each was measured; undefined where only their sum and the like were put. */
  values: Map<number, number> | undefined;
};

export function emptyAggregate(): Aggregate {
  return { sum: 0, count: 0, minimum: Number.POSITIVE_INFINITY, maximum: Number.NEGATIVE_INFINITY, values: new Map() };
}

export function addValue(into: Aggregate, value: number, count: number): void {
  into.sum += value * count;
  into.count += count;
  into.minimum = Math.min(into.minimum, value);
  into.maximum = Math.max(into.maximum, value);
  into.values?.set(value, (into.values.get(value) ?? 0) + count);
}

export function merge(into: Aggregate, other: Aggregate): void {
  into.sum += other.sum;
  into.count += other.count;
  into.minimum = Math.min(into.minimum, other.minimum);
  into.maximum = Math.max(into.maximum, other.maximum);
  if (!other.values) into.values = undefined;
  if (!into.values) return;
  for (const [value, count] of other.values ?? []) into.values.set(value, (into.values.get(value) ?? 0) + count);
}

type Minutes = ReadonlyMap<Instant, ReadonlyMap<string, Aggregate>>;

export const MINUTE_MS = 60_000;

type Wish = {
  readonly from: Instant;
  /** Not itself part of it. */
  readonly to: Instant;
  /** Any unless said. */
  readonly unit?: string | undefined;
  /** Whether percentiles will be asked for: an alarm does so each minute, and most never do. */
  readonly keepValues: boolean;
};

/** What was measured in the minutes of a span; undefined where nothing was. */
export function aggregateOf(
  minutes: Minutes,
  { from, to, unit, keepValues }: Wish,
): { readonly aggregate: Aggregate; readonly units: readonly string[] } | undefined {
  const aggregate = emptyAggregate();
  if (!keepValues) aggregate.values = undefined;
  const units: string[] = [];
  for (let minute = from; minute < to; minute += MINUTE_MS) {
    const measured = minutes.get(minute);
    if (!measured) continue;
    for (const [name, part] of measured) {
      if (unit !== undefined && name !== unit) continue;
      if (!units.includes(name)) units.push(name);
      merge(aggregate, part);
    }
  }
  return units.length === 0 ? undefined : { aggregate, units };
}

export const STATISTICS = ["SampleCount", "Average", "Sum", "Minimum", "Maximum"] as const;

export type Statistic = (typeof STATISTICS)[number];

const SIMPLE: Readonly<Record<Statistic, (aggregate: Aggregate) => number>> = {
  SampleCount: ({ count }) => count,
  Average: ({ sum, count }) => sum / count,
  Sum: ({ sum }) => sum,
  Minimum: ({ minimum }) => minimum,
  Maximum: ({ maximum }) => maximum,
};

/** `p50` to `p99.9`; other statistics that AWS has (trimmed means, rates) are none here. */
export const PERCENTILE = /^p(\d{1,2}(?:\.\d{1,10})?|100)$/;

/** Undefined for a percentile of values that are not known one by one, and for what is no statistic. */
export function statisticOf(aggregate: Aggregate, statistic: string): number | undefined {
  if (Object.hasOwn(SIMPLE, statistic)) return SIMPLE[statistic as Statistic](aggregate);
  const [, percent] = PERCENTILE.exec(statistic) ?? [];
  return percent === undefined ? undefined : percentile(aggregate, Number(percent));
}

/** The nearest rank; whether AWS goes between two values is not verified. */
function percentile({ values, count, minimum, maximum }: Aggregate, percent: number): number | undefined {
  if (minimum === maximum) return minimum;
  if (!values) return undefined;
  const rank = Math.max(1, Math.ceil((percent / 100) * count));
  let seen = 0;
  for (const [value, times] of [...values].sort(([one], [other]) => one - other)) {
    seen += times;
    if (seen >= rank) return value;
  }
  return maximum;
}
