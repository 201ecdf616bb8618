// Findings on EventBridge: new ones at once, recurrences when the detector's publishing time is over.
// https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings_eventbridge.html
import { defaultBus } from "../events/buses.ts";
import { makeEvent } from "../events/event.ts";
import { publish } from "../events/publish.ts";
import type { World } from "../world.ts";
import type { Detector, SampleState } from "./detectors.ts";

/** An event has the finding as it is when the event is sent: of several recurrences only the latest is told. */
export function tellLater(world: World, detector: Detector, state: SampleState): void {
  if (state.isTelling) return;
  state.isTelling = true;
  const soonest = world.clock.now() + world.settings.eventDelay;
  const due = state.toldAt === undefined ? soonest : Math.max(soonest, state.toldAt + detector.publishingMs);
  world.clock.at(due, () => {
    state.isTelling = false;
    state.toldAt = world.clock.now();
    const { account, region } = detector;
    const parts = { source: "aws.guardduty", detailType: "GuardDuty Finding", detail: state.finding, account, region };
    publish(world, defaultBus(world, account, region), makeEvent(world, parts));
  });
}
