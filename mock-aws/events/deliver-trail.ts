// Calls on the trail as events: "AWS API Call via CloudTrail", a moment late.
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
import type { TrailEntry } from "../cloudtrail/trail-record.ts";
import type { World } from "../world.ts";
import { defaultBus, hasRules } from "./buses.ts";
import { makeEvent } from "./event.ts";
import { publish } from "./publish.ts";

/**
 * Brings management events to the default bus of their account and Region, as in an account that has a trail.
 * Nothing is done, and nothing waits, where no rule listens at the time of the call.
 */
export function deliverTrailEntries(world: World, entries: readonly TrailEntry[]): void {
  for (const entry of entries) {
    const { managementEvent, recipientAccountId, awsRegion } = entry.record;
    if (!managementEvent || !hasRules(world, recipientAccountId, awsRegion)) continue;
    world.clock.at(world.clock.now() + world.settings.eventDelay, () => deliver(world, entry));
  }
}

function deliver(world: World, { record, text, time }: TrailEntry): void {
  const { recipientAccountId: account, awsRegion: region, eventSource } = record;
  const event = makeEvent(world, {
    source: `aws.${eventSource.split(".")[0]}`,
    detailType: "AWS API Call via CloudTrail",
    detail: JSON.parse(text), // What is undefined in the record is not there in the event.
    account,
    region,
    time,
  });
  publish(world, defaultBus(world, account, region), event, { isReadOnlyCall: record.readOnly });
}
