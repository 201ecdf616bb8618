// Findings on EventBridge: an event for each one that is new or was updated, with that finding in it.
// https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-cwe-event-formats.html
import { defaultBus } from "../events/buses.ts";
import { makeEvent } from "../events/event.ts";
import { publish } from "../events/publish.ts";
import type { Call } from "../operation.ts";
import { type Finding, findingArn } from "./finding.ts";

export function tell({ world, caller: { account }, region }: Call, finding: Finding): void {
  world.clock.at(world.clock.now() + world.settings.eventDelay, () => {
    const event = makeEvent(world, {
      source: "aws.securityhub",
      detailType: "Security Hub Findings - Imported",
      detail: { findings: [finding] },
      account,
      region,
      resources: [findingArn(finding)],
    });
    publish(world, defaultBus(world, account, region), event);
  });
}
