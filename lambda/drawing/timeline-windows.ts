// Which stretches of time a timeline shows: the first minutes, in which all is decided, and the whole.
import type { TimelineData } from "./timeline-data.ts";

export type Window = { readonly from: number; readonly to: number };

const MINUTE = 60_000;
const BEFORE = 10 * MINUTE;
const AFTER = 20 * MINUTE;
/** What is older has no room on a scale that shows hours. */
const OLDEST = 24 * 60 * MINUTE;

/** Both to scale, each to its own. One alone where the whole is as short as the first minutes. */
export function windowsOf(data: TimelineData): { readonly whole: Window; readonly first?: Window } {
  const { openedAt, end } = data;
  const points = pointsOf(data);
  const whole = padded(Math.max(Math.min(openedAt, ...points), openedAt - OLDEST), end);
  const near = points.filter((at) => at >= openedAt - BEFORE && at <= openedAt + AFTER);
  const first = padded(Math.min(openedAt, ...near), Math.max(openedAt, ...near));
  return lengthOf(whole) <= 2 * lengthOf(first) ? { whole } : { whole, first };
}

/** Where something begins or ends, but for what goes on to the end. */
function pointsOf({ alerts, sessions, denies, cutoffs, decisions, end }: TimelineData): readonly number[] {
  const points = new Set(cutoffs);
  for (const { at } of alerts) points.add(at);
  for (const { at } of decisions) points.add(at);
  for (const { from, to, gaps } of [...sessions, ...denies]) {
    points.add(from).add(to);
    for (const gap of gaps) points.add(gap.from).add(gap.to);
  }
  return [...points].filter((at) => Number.isFinite(at) && at < end);
}

/** A minute at least; what is shorter gets its room before it, where there is no future. */
function padded(from: number, to: number): Window {
  const pad = Math.max(2_000, (to - from) * 0.04);
  return { from: from - pad - Math.max(0, MINUTE - (to - from)), to: to + pad };
}

function lengthOf({ from, to }: Window): number {
  return to - from;
}
