// What there is to tell of an incident now: what matters, is not told yet, and is not told too often.
import type { Incident, News, Standing } from "../incident.ts";

const MINUTE_MS = 60_000;

/** The most urgent first, with how long the same is not told again. */
const QUIET_MS: Readonly<Record<News, number>> = {
  leaking: 60 * MINUTE_MS,
  "awaiting-approval": 0,
  failed: 60 * MINUTE_MS,
  undone: 60 * MINUTE_MS,
  contained: 10 * MINUTE_MS, // Somebody else was denied: whoever works there wonders.
  held: 60 * MINUTE_MS,
  unproven: 60 * MINUTE_MS,
  lifted: 0,
  refused: 60 * MINUTE_MS,
  proven: 60 * MINUTE_MS,
};

/** `now`: milliseconds since 1970. The most urgent first: one message tells them all. */
export function newsOf({ news = {} }: Pick<Incident, "news">, now: number): readonly News[] {
  return kinds().filter((kind) => isOwed(news[kind]) && !isTooSoon(news[kind], QUIET_MS[kind], now));
}

/** Whether anything is left to tell, at once or later. */
export function isOwing({ news = {} }: Pick<Incident, "news">): boolean {
  return kinds().some((kind) => isOwed(news[kind]));
}

function kinds(): readonly News[] {
  return Object.keys(QUIET_MS) as News[];
}

function isOwed(standing: Standing | undefined): boolean {
  return standing !== undefined && standing.over === undefined && standing.told !== standing.entry;
}

function isTooSoon(standing: Standing | undefined, quietMs: number, now: number): boolean {
  return standing?.toldAt !== undefined && now - Date.parse(standing.toldAt) < quietMs;
}
