// cloudwatch:PutMetricData — https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html
import { z } from "zod";
import { AwsError } from "../aws-error.ts";
import { list, time } from "../input.ts";
import { operation } from "../operation.ts";
import { dimensions, metricName, namespace, unit } from "./inputs.ts";
import { type Datum, putDatum } from "./metrics.ts";

const datum = z.strictObject({
  MetricName: metricName,
  Dimensions: dimensions.optional(),
  Timestamp: time().optional(),
  Value: z.number().optional(),
  StatisticValues: z
    .strictObject({ SampleCount: z.number(), Sum: z.number(), Minimum: z.number(), Maximum: z.number() })
    .optional(),
  Values: list(z.number()).optional(),
  Counts: list(z.number()).optional(),
  Unit: unit.optional(),
  /** Second by second or not: what is kept here is the minute. */
  StorageResolution: z.union([z.literal(1), z.literal(60)]).optional(),
});

type Wish = z.infer<typeof datum>;

export const putMetricData = operation({
  name: "PutMetricData",
  readOnly: false,
  dataEvent: true,
  input: z.object({ Namespace: namespace, MetricData: z.array(datum).max(1000) }),
  authorize: ({ Namespace }) => [
    { action: "cloudwatch:PutMetricData", resource: "*", context: { "cloudwatch:namespace": Namespace } },
  ],
  run({ Namespace, MetricData }, { world, caller, region, now }) {
    const data = MetricData.map((one) => read(one, Namespace, now));
    for (const one of data) putDatum(world, caller.account, region, one);
  },
});

const DAY_MS = 86_400_000;

/** Throws before anything is kept. "Time stamps can be up to two weeks before and up to two hours ahead". */
function read(wish: Wish, namespace: string, now: number): Datum {
  const { MetricName: name, Dimensions = [], Timestamp, Unit } = wish;
  const at = Timestamp?.getTime() ?? now;
  if (at < now - 14 * DAY_MS || at > now + DAY_MS / 12) {
    refuse(`The timestamp of ${name} is more than two weeks ago or two hours ahead.`);
  }
  return { namespace, name, dimensions: Dimensions, at, unit: Unit, values: valuesOf(wish) };
}

function valuesOf({ MetricName, Value, Values, Counts, StatisticValues }: Wish): Datum["values"] {
  const given = [Value, Values, StatisticValues].filter((one) => one !== undefined);
  if (given.length !== 1) refuse(`${MetricName} takes one of Value, Values and StatisticValues.`);
  if (Counts && Counts.length !== Values?.length) refuse(`${MetricName} takes as many Counts as Values.`);
  if (StatisticValues) {
    const { SampleCount: count, Sum: sum, Minimum: minimum, Maximum: maximum } = StatisticValues;
    return { count, sum, minimum, maximum };
  }
  return (Values ?? [Value ?? 0]).map((value, index) => [value, Counts?.[index] ?? 1] as const);
}

function refuse(message: string): never {
  throw new AwsError("InvalidParameterValueException", message);
}
