// How much a role is in use: the sessions that were opened in the last day, and by how many callers.
//
// Only events of AssumeRole count. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
import type { Aws } from "../aws.ts";
import type { TrailEvent } from "../evidence.ts";
import type { RolePrincipal, Time } from "../model.ts";
import { enabledRegions, lookUpEverywhere } from "./lookup-events.ts";
import type { Pace } from "./pace.ts";

const DAY_MS = 24 * 60 * 60_000;

/** Whoever opened sessions of the role: a caller as CloudTrail names it, and how many. */
export type RoleUser = { readonly who: string; readonly sessions: number; readonly lastAt: Time };

/** Rejects where a Region could not be read: a count that is too small is worse than none. */
export async function countUses(aws: Aws, role: RolePrincipal, now: number, pace: Pace) {
  const { opened, gaps } = await readUses(aws, role, now, pace);
  if (gaps.length > 0) throw new Error(gaps.join(" "));
  return { sessions: opened.length, users: new Set(opened.map(callerOf)).size };
}

/** The most active first. Never rejects for a Region that could not be read: that is a gap. */
export async function roleUsers(aws: Aws, role: RolePrincipal, now: number, pace: Pace) {
  const { opened, gaps } = await readUses(aws, role, now, pace);
  const users = new Map<string, RoleUser>();
  for (const event of opened) {
    const who = callerOf(event);
    const { sessions = 0, lastAt = event.at } = users.get(who) ?? {};
    users.set(who, { who, sessions: sessions + 1, lastAt: event.at > lastAt ? event.at : lastAt });
  }
  const sorted = [...users.values()].toSorted((one, other) => other.sessions - one.sessions);
  return { sessions: opened.length, users: sorted, gaps };
}

async function readUses(aws: Aws, role: RolePrincipal, now: number, pace: Pace) {
  const regions = await enabledRegions(aws);
  const lookup = {
    attribute: "ResourceName",
    value: role.arn,
    from: new Date(now - DAY_MS).toISOString(),
    to: new Date(now).toISOString(),
  } as const;
  const { events, gaps } = await lookUpEverywhere(aws, regions, lookup, pace);
  const opened = events.filter(({ name, errorCode }) => name.startsWith("AssumeRole") && errorCode === undefined);
  return { opened, gaps };
}

function callerOf({ caller, eventId }: TrailEvent): string {
  return caller ?? eventId;
}
