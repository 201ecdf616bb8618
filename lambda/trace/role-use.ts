// How much a role is in use: the sessions that were opened in the last day, and by how many callers.
//
// Only events of AssumeRole count. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
import type { Aws } from "../aws.ts";
import type { RolePrincipal } from "../model.ts";
import { enabledRegions, lookUpEverywhere } from "./lookup-events.ts";
import type { Pace } from "./pace.ts";

const DAY_MS = 24 * 60 * 60_000;

/** Rejects where a Region could not be read: a count that is too small is worse than none. */
export async function countUses(aws: Aws, role: RolePrincipal, now: number, pace: Pace) {
  const regions = await enabledRegions(aws);
  const lookup = {
    attribute: "ResourceName",
    value: role.arn,
    from: new Date(now - DAY_MS).toISOString(),
    to: new Date(now).toISOString(),
  } as const;
  const { events, gaps } = await lookUpEverywhere(aws, regions, lookup, pace);
  if (gaps.length > 0) throw new Error(gaps.join(" "));
  const opened = events.filter(({ name, errorCode }) => name.startsWith("AssumeRole") && errorCode === undefined);
  return { sessions: opened.length, users: new Set(opened.map((event) => event.caller ?? event.eventId)).size };
}
