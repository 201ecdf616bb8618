// What the flow counts and times, gathered in memory and written as CloudWatch's embedded metric format when a run is over.
//
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
import { Metrics as Powertools } from "@aws-lambda-powertools/metrics";
import {
  type CountName,
  type DimensionsOf,
  METRIC_NAMESPACE,
  METRICS,
  type MetricName,
  SERVICE_DIMENSION,
  type TimeName,
} from "./metric-list.ts";

export type Metrics = {
  /** `value` is 1 unless said. Never throws. */
  count<N extends CountName>(
    name: N,
    ...rest: keyof DimensionsOf<N> extends never
      ? [none?: undefined, value?: number]
      : [dimensions: DimensionsOf<N>, value?: number]
  ): void;
  time(name: TimeName, ms: number): void;
  /** Writes what was gathered since the last time. Never throws. */
  flush(): void;
};

export const NO_METRICS: Metrics = { count: () => undefined, time: () => undefined, flush: () => undefined };

export type MetricsOutput = {
  /** Milliseconds since 1970. */
  now(): number;
  /** Takes one line without its end. */
  write(line: string): void;
  /** Told where a line could not be made: metrics fail no run. */
  failed(error: unknown): void;
};

type Gathered = {
  readonly name: MetricName;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly value: number;
};

/** A line of EMF holds 100 values of one metric; Powertools writes by itself when it has so many, and forgets the dimensions. */
const MOST_VALUES = 90;

export function emfMetrics({ now, write, failed }: MetricsOutput): Metrics {
  const logger = { debug: ignore, info: ignore, warn: ignore, error: ignore };
  const powertools = new Powertools({ namespace: METRIC_NAMESPACE, serviceName: SERVICE_DIMENSION.service, logger });
  let gathered: Gathered[] = [];
  return {
    count(name, ...[dimensions, value = 1]) {
      gathered.push({ name, dimensions: { ...dimensions }, value });
    },
    time(name, ms) {
      gathered.push({ name, dimensions: {}, value: ms });
    },
    flush() {
      const all = gathered;
      gathered = [];
      try {
        for (const group of Map.groupBy(all, ({ dimensions }) => JSON.stringify(dimensions)).values()) {
          for (const part of parts(group)) write(lineOf(powertools, part, now()));
        }
      } catch (error) {
        failed(error);
      }
    },
  };
}

function parts(group: readonly Gathered[]): readonly (readonly Gathered[])[] {
  const count = Math.ceil(group.length / MOST_VALUES);
  return Array.from({ length: count }, (_, index) => group.slice(index * MOST_VALUES, (index + 1) * MOST_VALUES));
}

/** All of one dimension set. */
function lineOf(powertools: Powertools, part: readonly Gathered[], at: number): string {
  try {
    const { dimensions = {} } = part[0] ?? {};
    if (Object.keys(dimensions).length > 0) powertools.addDimensions({ ...dimensions });
    for (const { name, value } of part) powertools.addMetric(name, METRICS[name].unit, value);
    powertools.setTimestamp(at);
    return JSON.stringify(powertools.serializeMetrics());
  } finally {
    powertools.clearMetrics();
    powertools.clearDimensions();
  }
}

function ignore(): void {}
