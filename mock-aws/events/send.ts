// A rule sends an event to one target, again and again if need be. What cannot be delivered goes to the target's
// dead-letter queue, or is noted as lost.
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-event-delivery.html
import { countMetric } from "../cloudwatch/metrics.ts";
import { loseEvent } from "../lost-events.ts";
import type { World } from "../world.ts";
import type { Bus, Rule, Target } from "./buses.ts";
import { deliver, toQueue } from "./deliver.ts";
import type { BusEvent } from "./event.ts";
import type { Failure } from "./failure.ts";
import { type Exhaustion, exhaustion, waitMs } from "./retry.ts";
import { inputFor } from "./target-input.ts";

export type Sending = {
  readonly rule: Rule;
  readonly target: Target;
  readonly event: BusEvent;
  readonly isForwarded: boolean;
  /** Called where the target is a bus and the event has got there. */
  arrive(bus: Bus): void;
};

export function send(world: World, sending: Sending): void {
  const now = world.clock.now();
  const input = inputFor(sending, now);
  if ("invalid" in input)
    giveUp(world, sending, { failure: { code: "INVALID_JSON", message: input.invalid }, tries: 1 });
  else attempt(world, sending, { payload: input.payload, since: now, tries: 1 });
}

type Attempt = { readonly payload: string; readonly since: number; readonly tries: number };

function attempt(world: World, sending: Sending, { payload, since, tries }: Attempt): void {
  const result = deliver(world, sending, payload);
  if (result === undefined) return;
  if ("rules" in result) {
    sending.arrive(result);
    return;
  }
  const next = world.clock.now() + waitMs(tries);
  const exhausted = result.isPassing ? exhaustion(sending.target.RetryPolicy, tries, next - since) : undefined;
  if (!result.isPassing || exhausted) giveUp(world, sending, { failure: result, tries, exhausted });
  else world.clock.at(next, () => attempt(world, sending, { payload, since, tries: tries + 1 }));
}

type Defeat = {
  readonly failure: Failure;
  readonly tries: number;
  readonly exhausted?: Exhaustion | undefined;
};

/** What lies in the queue is the event, whatever the target would have got of it. */
function giveUp(world: World, { rule, target, event }: Sending, { failure, tries, exhausted }: Defeat): void {
  const { code, message } = failure;
  const metric = { namespace: "AWS/Events", name: "FailedInvocations" };
  countMetric(world, rule.bus, { ...metric, dimensions: [{ Name: "RuleName", Value: rule.name }] }, 1);
  const values = {
    RULE_ARN: rule.arn,
    TARGET_ARN: target.Arn,
    ERROR_CODE: code,
    ERROR_MESSAGE: message,
    RETRY_ATTEMPTS: String(tries - 1),
    ...(exhausted ? { EXHAUSTED_RETRY_CONDITION: exhausted } : {}),
  };
  const attributes = Object.fromEntries(
    Object.entries(values).map(([name, StringValue]) => [name, { DataType: "String", StringValue }]),
  );
  const deadLetter = target.DeadLetterConfig?.Arn;
  const dead = { body: JSON.stringify(event), senderId: "events.amazonaws.com", attributes };
  const isKept = deadLetter !== undefined && !toQueue(world, rule, deadLetter, dead);
  if (!isKept) loseEvent(world, { by: rule.arn, target: target.Arn, reason: `${code}: ${message}`, event });
}
