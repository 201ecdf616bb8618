// Times as the sources write them, brought to ISO 8601 in UTC.
import * as z from "zod";
import { BadInputError } from "../../bad-input.ts";
import type { Time } from "../../model.ts";

/** A number of this size is milliseconds since 1970; as seconds it would be the year 5138. */
const LEAST_MILLISECONDS = 1e11;

const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;
/** AWS Health: `Sat, 05 Jun 2016 15:10:09 GMT`. */
const RFC_1123 = /^[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} /;
/** CloudTrail's older records: `20131102T010628Z`. */
const COMPACT = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;
const EPOCH = /^\d{9,13}(\.\d+)?$/;
const ZONE = /(Z|[+-]\d{2}:?\d{2})$/;

/** What is no time is none. `Date.parse` alone finds a year in nearly any text. */
export function timeOf(value: unknown): Time | undefined {
  const ms = millisecondsOf(value);
  if (ms === undefined || Number.isNaN(new Date(ms).getTime())) return undefined;
  const text = new Date(ms).toISOString();
  return ISO.test(text) ? text : undefined;
}

function millisecondsOf(value: unknown): number | undefined {
  if (typeof value === "number") return value >= LEAST_MILLISECONDS ? value : value * 1000;
  if (typeof value !== "string" || value.length > 40) return undefined;
  if (EPOCH.test(value)) return millisecondsOf(Number(value));
  if (ISO.test(value)) return Date.parse(ZONE.test(value) ? value : `${value}Z`);
  if (RFC_1123.test(value)) return Date.parse(value);
  return COMPACT.test(value) ? Date.parse(value.replace(COMPACT, "$1-$2-$3T$4:$5:$6Z")) : undefined;
}

/** Only who is meant may make an event unreadable. */
export const lenientTime = z.unknown().optional().transform(timeOf);

/** Without a time nobody can tell whether a deny has answered the alert already. */
export function neverSeen(what: string): BadInputError {
  return new BadInputError(`${what} says in no readable form when it was last seen, and the event has no time.`);
}
