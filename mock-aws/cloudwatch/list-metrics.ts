// cloudwatch:ListMetrics — https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListMetrics.html
import { z } from "zod";
import { list, text } from "../input.ts";
import { operation } from "../operation.ts";
import { pageOf } from "../page.ts";
import { metricName, namespace } from "./inputs.ts";
import { type Metric, metrics } from "./metrics.ts";

const input = z.object({
  Namespace: namespace.optional(),
  MetricName: metricName.optional(),
  Dimensions: list(z.strictObject({ Name: text({ min: 1, max: 255 }), Value: z.string().optional() })).optional(),
  NextToken: z.string().optional(),
});

type Wish = z.infer<typeof input>;

const PAGE = 500;

export const listMetrics = operation({
  name: "ListMetrics",
  readOnly: true,
  input,
  authorize: () => [{ action: "cloudwatch:ListMetrics", resource: "*" }],
  run(wish, { world, caller, region }) {
    const own = [...metrics(world, caller.account).values()].filter(
      (one) => one.region === region && isAsked(one, wish),
    );
    const page = pageOf(own, ({ key }) => key, PAGE, wish.NextToken);
    const show = ({ namespace: Namespace, name: MetricName, dimensions: Dimensions }: Metric) => ({
      Namespace,
      MetricName,
      Dimensions,
    });
    return { Metrics: page.items.map(show), NextToken: page.next };
  },
});

function isAsked(metric: Metric, { Namespace, MetricName, Dimensions = [] }: Wish): boolean {
  if (Namespace !== undefined && metric.namespace !== Namespace) return false;
  if (MetricName !== undefined && metric.name !== MetricName) return false;
  return Dimensions.every(({ Name, Value }) =>
    metric.dimensions.some((one) => one.Name === Name && (Value === undefined || one.Value === Value)),
  );
}
