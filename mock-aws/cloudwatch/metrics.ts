// Metrics: what was measured, minute by minute, for each account and Region.
import type { Instant } from "../clock.ts";
import { perAccount, perWorld, type World } from "../world.ts";
import { type Aggregate, addValue, emptyAggregate, MINUTE_MS, merge } from "./aggregate.ts";

export type Dimension = { readonly Name: string; readonly Value: string };

export type MetricName = {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: readonly Dimension[];
};

export type Metric = MetricName & {
  readonly region: string;
  readonly key: string;
  /** What was put in each minute, by its beginning and then by the unit. */
  readonly minutes: Map<Instant, Map<string, Aggregate>>;
  latest: Instant;
};

export type Datum = MetricName & {
  readonly at?: Instant;
  readonly unit?: string | undefined;
  /** A value, and how often it was measured; or what is known of values that are not told. */
  readonly values: readonly (readonly [value: number, count: number])[] | Omit<Aggregate, "values">;
};

export const metrics = perAccount<Map<string, Metric>>(() => new Map());

/** Who wants to know that something was put: by account and key of the metric. */
export const watchers = perWorld<Map<string, Set<() => void>>>(() => new Map());

/** The same for the same metric, whatever the order of its dimensions. */
export function metricKey(region: string, { namespace, name, dimensions }: MetricName): string {
  const [first, ...others] = dimensions;
  if (others.length === 0) return `${region}\n${namespace}\n${name}\n${first ? `${first.Name}=${first.Value}` : ""}`;
  const sorted = dimensions.map(({ Name, Value }) => `${Name}=${Value}`).sort();
  return `${region}\n${namespace}\n${name}\n${sorted.join("\n")}`;
}

export function putDatum(world: World, account: string, region: string, datum: Datum): void {
  const { at = world.clock.now(), unit = "None", values, namespace, name, dimensions } = datum;
  const key = metricKey(region, datum);
  const own = metrics(world, account);
  let metric = own.get(key);
  if (!metric) {
    metric = { region, key, namespace, name, dimensions, minutes: new Map(), latest: 0 };
    own.set(key, metric);
  }
  const minute = Math.floor(at / MINUTE_MS) * MINUTE_MS;
  const units = metric.minutes.get(minute) ?? new Map<string, Aggregate>();
  metric.minutes.set(minute, units);
  const aggregate = units.get(unit) ?? emptyAggregate();
  units.set(unit, aggregate);
  if ("sum" in values) merge(aggregate, { ...values, values: undefined });
  else for (const [value, count] of values) addValue(aggregate, value, count);
  metric.latest = Math.max(metric.latest, minute);
  for (const hear of watchers(world).get(`${account} ${key}`) ?? []) hear();
}

/** What a service of AWS tells of a resource. */
export function countMetric(
  world: World,
  { account, region }: { readonly account: string; readonly region: string },
  metric: MetricName,
  value: number,
): void {
  putDatum(world, account, region, { ...metric, unit: "Count", values: [[value, 1]] });
}
