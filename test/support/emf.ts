// Lines in CloudWatch's embedded metric format, read as CloudWatch reads them.
//
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
import { z } from "zod";

const metric = z.strictObject({ Name: z.string().min(1), Unit: z.enum(["Count", "Milliseconds"]) });
const line = z.looseObject({
  _aws: z.strictObject({
    Timestamp: z.int().positive(),
    CloudWatchMetrics: z
      .array(
        z.strictObject({
          Namespace: z.string().min(1),
          Dimensions: z.array(z.array(z.string()).max(30)).min(1),
          Metrics: z.array(metric).min(1).max(100),
        }),
      )
      .min(1),
  }),
});

export type EmfLine = z.infer<typeof line>;

export type Measured = {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly namespace: string;
  readonly name: string;
  readonly unit: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly values: readonly number[];
};

/** Throws for a line of which CloudWatch would make no metric. */
export function readEmf(text: string): EmfLine {
  return line.parse(JSON.parse(text));
}

/** Each metric with each of its dimension sets. */
export function measuredIn(lines: readonly EmfLine[]): readonly Measured[] {
  return lines.flatMap(({ _aws, ...members }) =>
    _aws.CloudWatchMetrics.flatMap(({ Namespace, Dimensions, Metrics }) =>
      Metrics.flatMap(({ Name, Unit }) =>
        Dimensions.map((names) => ({
          at: _aws.Timestamp,
          namespace: Namespace,
          name: Name,
          unit: Unit,
          dimensions: Object.fromEntries(names.map((name) => [name, z.string().min(1).parse(members[name])])),
          values: z.array(z.number()).min(1).max(100).parse([members[Name]].flat()),
        })),
      ),
    ),
  );
}

/** The values of one metric under exactly these dimensions beside the service. */
export function valuesOf(lines: readonly EmfLine[], name: string, dimensions: object = {}): readonly number[] {
  return measuredIn(lines).flatMap((measured) => {
    const { service: _service, ...rest } = measured.dimensions;
    const isIt = measured.name === name && JSON.stringify(rest) === JSON.stringify(dimensions);
    return isIt ? measured.values : [];
  });
}
