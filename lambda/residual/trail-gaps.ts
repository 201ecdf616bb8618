// Why silence may prove less: the intruder has switched off what writes calls down.
import type { FoundItem, IncidentResidual } from "./incident-residual.ts";
import { trails } from "./left-behind/trails.ts";

/** After these a trail may miss calls. The other kinds of logs tell nothing of who has called AWS. */
const OF_TRAILS: ReadonlySet<string> = new Set(
  ["StopLogging", "DeleteTrail", "UpdateTrail", "PutEventSelectors"].map((name) => `cloudtrail:${name}`),
);

/**
 * In words. LookupEvents reads the event history, which is immutable and on for every account, and which the settings of a
 * trail do not touch:
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/view-cloudtrail-events.html
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html
 * Events of calls on EventBridge need a trail that logs:
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
export function trailGaps(residual: IncidentResidual | undefined): readonly string[] {
  if (!residual) return ["What the intruder has left is not known yet, nor whether a trail was switched off."];
  const { items, more, leftOut } = residual;
  return [
    ...items.filter(({ calls }) => calls.some((call) => OF_TRAILS.has(call))).map(gapOf),
    ...more.flatMap(({ kind, count }) =>
      kind === trails.kind ? [`${count} more changes of trails and other logs are not listed: ${UNTIL_SEEN}`] : [],
    ),
    ...leftOut.flatMap(({ call, count }) =>
      OF_TRAILS.has(call) ? [`${count} more calls of ${call} were not kept: ${UNTIL_SEEN}`] : [],
    ),
  ];
}

const UNTIL_SEEN = "a person has to see that the trails are as they should be.";

function gapOf({ what, calls, events, firstAt, likely }: FoundItem): string {
  const who = likely ? "What is likely the intruder's" : "The intruder";
  const since = firstAt === undefined ? "" : ` since ${firstAt}`;
  return `${who} has changed what is recorded${since}: ${what} (${calls.join(", ")}, event ${events[0]}). CloudTrail's event history, which is read here, goes on without a trail; log files and events on EventBridge may not, and their silence proves nothing. Nobody looks here whether it was put back: ${UNTIL_SEEN}`;
}
