// How many messages a queue holds, told to CloudWatch each minute while the queue is in use.
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-monitoring-using-cloudwatch.html
import type { Instant } from "../clock.ts";
import { MINUTE_MS } from "../cloudwatch/aggregate.ts";
import { countMetric } from "../cloudwatch/metrics.ts";
import { perWorld, type World } from "../world.ts";

type Metered = { readonly account: string; readonly region: string; readonly name: string };

/** The messages that a queue keeps at a time. */
type Kept = (now: Instant) => readonly { readonly visibleAt: Instant }[];

/** "CloudWatch considers a queue to be active for up to six hours if it contains any messages or if any action accesses it." */
const ACTIVE_MS = 6 * 3_600_000;

/** Until when each queue is in use; one that is not here is not measured. */
const active = perWorld<Map<Metered, Instant>>(() => new Map());

/** Call it where a message arrives: of a queue that never held one, CloudWatch hears nothing here. */
export function meter(world: World, queue: Metered, kept: Kept): void {
  const isMeasured = active(world).has(queue);
  active(world).set(queue, world.clock.now() + ACTIVE_MS);
  if (!isMeasured) measureLater(world, queue, kept);
}

/** Call it where the queue is deleted. */
export function stopMeter(world: World, queue: Metered): void {
  active(world).delete(queue);
}

function measureLater(world: World, queue: Metered, kept: Kept): void {
  const { clock } = world;
  clock.at((Math.floor(clock.now() / MINUTE_MS) + 1) * MINUTE_MS, () => {
    const until = active(world).get(queue);
    if (until === undefined) return;
    const now = clock.now();
    const messages = kept(now);
    if (messages.length > 0) active(world).set(queue, now + ACTIVE_MS);
    else if (now >= until) return stopMeter(world, queue);
    const dimensions = [{ Name: "QueueName", Value: queue.name }];
    const metric = { namespace: "AWS/SQS", name: "ApproximateNumberOfMessagesVisible", dimensions };
    countMetric(world, queue, metric, messages.filter(({ visibleAt }) => visibleAt <= now).length);
    measureLater(world, queue, kept);
  });
}
