// Which events were read lately: readings overlap, since events come late, and none counts twice.
import type { Time } from "../model.ts";
import type { TraceGraph } from "./graph.ts";

type Recent = TraceGraph["recent"];
type Event = { readonly eventId: string; readonly at: Time };

/** Beyond it the oldest are forgotten: then a call may be counted twice, and none is missed. */
const MOST = 3_000;
/** Of an event's id, a UUID: enough to tell thousands apart. */
const LENGTH = 13;

export function isRecent(recent: Recent, { eventId, at }: Event): boolean {
  return recent[minuteOf(at)]?.includes(eventId.slice(0, LENGTH)) === true;
}

export function remember(recent: Recent, events: readonly Event[]): Recent {
  const minutes: Record<string, string[]> = {};
  for (const { eventId, at } of events) {
    const minute = minuteOf(at);
    minutes[minute] ??= [...(recent[minute] ?? [])];
    minutes[minute].push(eventId.slice(0, LENGTH));
  }
  return { ...recent, ...minutes };
}

/** Only what readings from `from` on may bring again. */
export function forget(recent: Recent, from: Time): Recent {
  const kept: [string, readonly string[]][] = [];
  let count = 0;
  const newestFirst = Object.entries(recent).sort(([one], [other]) => (one < other ? 1 : -1));
  for (const [minute, ids] of newestFirst) {
    count += ids.length;
    if (minute < minuteOf(from) || count > MOST) break;
    kept.push([minute, ids]);
  }
  return Object.fromEntries(kept.reverse());
}

/** `2026-03-01T09:05` */
function minuteOf(at: Time): string {
  return at.slice(0, 16);
}
