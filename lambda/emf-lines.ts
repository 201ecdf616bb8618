// Values as lines of CloudWatch's embedded metric format, as Powertools writes them.
//
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
import { Metrics as Powertools } from "@aws-lambda-powertools/metrics";
import { METRIC_NAMESPACE, METRICS, type MetricName, SERVICE_DIMENSION } from "./metric-list.ts";

export type Gathered = {
  readonly name: MetricName;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly value: number;
};

/** A line of EMF holds 100 values of one metric; Powertools writes by itself when it has so many, and forgets the dimensions. */
const MOST_VALUES = 90;

/** One line for each dimension set, and as many as its values need. `at` is in milliseconds since 1970. */
export function emfLines(all: readonly Gathered[], at: number): readonly string[] {
  const logger = { debug: ignore, info: ignore, warn: ignore, error: ignore };
  const powertools = new Powertools({ namespace: METRIC_NAMESPACE, serviceName: SERVICE_DIMENSION.service, logger });
  const groups = Map.groupBy(all, ({ dimensions }) => JSON.stringify(dimensions));
  return [...groups.values()].flatMap((group) => parts(group).map((part) => lineOf(powertools, part, at)));
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
