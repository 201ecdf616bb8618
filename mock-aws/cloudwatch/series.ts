// A metric over a span of time, period by period; periods in which nothing was put are left out.
import { AwsError, NotImplementedError } from "../aws-error.ts";
import type { Instant } from "../clock.ts";
import { type Aggregate, aggregateOf, MINUTE_MS } from "./aggregate.ts";
import type { Metric } from "./metrics.ts";

type Span = { readonly from: Instant; readonly to: Instant; readonly periodMs: number };

type Point = { readonly at: Instant; readonly aggregate: Aggregate; readonly unit: string };

/** "The maximum number of data points returned from a single call is 1,440." */
const MOST = 1440;

/** Oldest first. Throws InvalidParameterCombinationException where the span is none, or too long. */
export function seriesOf(metric: Metric | undefined, { from, to, periodMs }: Span, unit?: string): readonly Point[] {
  if (from >= to) refuse("The parameter StartTime must be less than the parameter EndTime.");
  const first = Math.floor(from / MINUTE_MS) * MINUTE_MS;
  if ((to - first) / periodMs > MOST) {
    refuse(`You have requested more datapoints than the limit of ${MOST}. Make the span shorter or the period longer.`);
  }
  const points: Point[] = [];
  for (let at = first; metric && at < to; at += periodMs) {
    const found = aggregateOf(metric.minutes, { from: at, to: Math.min(at + periodMs, to), unit, keepValues: true });
    if (!found) continue;
    const [shown = "None", ...others] = found.units;
    if (others.length > 0) throw new NotImplementedError("metrics in several units, without one that is asked for");
    points.push({ at, aggregate: found.aggregate, unit: shown });
  }
  return points;
}

function refuse(message: string): never {
  throw new AwsError("InvalidParameterCombinationException", message);
}
