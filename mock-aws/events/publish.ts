// An event arrives on a bus: every rule that matches sends it to its targets.
import type { World } from "../world.ts";
import type { Bus, Rule } from "./buses.ts";
import type { BusEvent } from "./event.ts";
import { flatten } from "./pattern/flatten.ts";
import { matchesFields } from "./pattern/match.ts";
import { send } from "./send.ts";

export type Arrival = {
  /** A read-only management event that CloudTrail brings: rules must ask for those. */
  readonly isReadOnlyCall?: boolean;
  /** It was sent on by a rule of another bus. */
  readonly isForwarded?: boolean;
};

export function publish(world: World, bus: Bus, event: BusEvent, arrival: Arrival = {}): void {
  const fields = flatten(event);
  for (const rule of bus.rules.values()) {
    if (rule.pattern && listens(rule, arrival) && matchesFields(rule.pattern, fields))
      sendToTargets(world, rule, event, arrival);
  }
}

export function sendToTargets(world: World, rule: Rule, event: BusEvent, arrival: Arrival = {}): void {
  const { isForwarded = false } = arrival;
  // It arrives there as any other event does: in a turn of its own.
  const arrive = (bus: Bus) =>
    world.clock.at(world.clock.now(), () => publish(world, bus, event, { ...arrival, isForwarded: true }));
  for (const target of rule.targets.values()) send(world, { rule, target, event, isForwarded, arrive });
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html */
function listens({ state }: Rule, { isReadOnlyCall = false }: Arrival): boolean {
  return state === "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS" || (state === "ENABLED" && !isReadOnlyCall);
}
