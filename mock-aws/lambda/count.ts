// What Lambda tells CloudWatch of a function: how often it ran, failed, was throttled, and what became of its events.
// https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
import { countMetric } from "../cloudwatch/metrics.ts";
import type { World } from "../world.ts";
import type { LambdaFunction } from "./functions.ts";

type Name =
  | "Invocations"
  | "Errors"
  | "Throttles"
  | "AsyncEventsDropped"
  | "DeadLetterErrors"
  | "DestinationDeliveryFailures";

export function count(world: World, target: LambdaFunction, name: Name, value = 1): void {
  const dimensions = [{ Name: "FunctionName", Value: target.name }];
  countMetric(world, target, { namespace: "AWS/Lambda", name, dimensions }, value);
}
