// How often one of the responder's metrics was counted lately.
import { GetMetricStatisticsCommand } from "@aws-sdk/client-cloudwatch";
import { METRIC_NAMESPACE, type MetricName, SERVICE_DIMENSION } from "../../lambda/metric-list.ts";
import type { Examined } from "./examined.ts";

type Wish = {
  readonly name: MetricName;
  readonly dimensions?: Readonly<Record<string, string>>;
  readonly minutes: number;
};

export const METRIC_PERMISSIONS = ["cloudwatch:GetMetricStatistics"] as const;

export async function countRecent({ aws, now }: Examined, { name, dimensions = {}, minutes }: Wish): Promise<number> {
  const all = Object.entries({ ...SERVICE_DIMENSION, ...dimensions });
  const { Datapoints = [] } = await aws().cloudwatch.send(
    new GetMetricStatisticsCommand({
      Namespace: METRIC_NAMESPACE,
      MetricName: name,
      Dimensions: all.map(([Name, Value]) => ({ Name, Value })),
      StartTime: new Date(now() - minutes * 60_000),
      EndTime: new Date(now()),
      Period: minutes * 60,
      Statistics: ["Sum"],
    }),
  );
  return Datapoints.reduce((sum, { Sum = 0 }) => sum + Sum, 0);
}
