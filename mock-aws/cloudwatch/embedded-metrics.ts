// Metrics in a line of a log: the embedded metric format, as CloudWatch Logs takes it from a function's output.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
import { z } from "zod";
import type { World } from "../world.ts";
import { UNITS } from "./inputs.ts";
import { type Dimension, putDatum } from "./metrics.ts";

const directive = z.object({
  Namespace: z.string().min(1).max(1024),
  Dimensions: z.array(z.array(z.string().min(1).max(250)).max(30)),
  Metrics: z
    .array(
      z.object({
        Name: z.string().min(1).max(1024),
        Unit: z.enum(UNITS).optional(),
        StorageResolution: z.union([z.literal(1), z.literal(60)]).optional(),
      }),
    )
    .max(100),
});

const line = z.looseObject({
  _aws: z.object({ Timestamp: z.int(), CloudWatchMetrics: z.array(directive) }),
});

const values = z.union([z.number().transform((one) => [one]), z.array(z.number()).min(1).max(100)]);

type Line = z.infer<typeof line>;

/** Puts what the line says; one in another form is a line like any other. */
export function ingestEmbeddedMetrics(world: World, account: string, region: string, text: string): void {
  const read = readLine(text);
  for (const one of read?._aws.CloudWatchMetrics ?? []) {
    for (const names of one.Dimensions) {
      const dimensions = read && dimensionsOf(read, names);
      if (!dimensions) continue;
      for (const { Name, Unit } of one.Metrics) {
        const found = values.safeParse(read[Name]);
        if (!found.success) continue;
        putDatum(world, account, region, {
          ...{ namespace: one.Namespace, name: Name, dimensions, unit: Unit, at: read._aws.Timestamp },
          values: found.data.map((value) => [value, 1] as const),
        });
      }
    }
  }
}

function readLine(text: string): Line | undefined {
  if (!text.includes('"CloudWatchMetrics"')) return undefined; // Most lines are something else, and not worth parsing.
  try {
    return line.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Each names a member of the line that is a text. */
function dimensionsOf(read: Line, names: readonly string[]): readonly Dimension[] | undefined {
  const dimensions = names.flatMap((Name) => {
    const Value = read[Name];
    return typeof Value === "string" && Value !== "" ? [{ Name, Value }] : [];
  });
  return dimensions.length === names.length ? dimensions : undefined;
}
