// When a schedule is due: `rate(5 minutes)`, `cron(0 8 ? * MON-FRI *)`, `at(2026-03-01T09:00:00)`, in UTC.
// https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
import { AwsError } from "../aws-error.ts";
import type { Instant } from "../clock.ts";
import { readCron } from "../events/cron.ts";

export type Occurrences = {
  readonly isOneTime: boolean;
  /** The next time after a given one; undefined where there is none any more. */
  next(after: Instant): Instant | undefined;
};

type Bounds = {
  readonly createdAt: Instant;
  readonly startsAt?: Instant | undefined;
  readonly endsAt?: Instant | undefined;
};

const UNIT_MS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** Throws ValidationException. Both ends of the time in which it runs are ignored "for one-time schedules". */
export function readOccurrences(expression: string, bounds: Bounds): Occurrences {
  const [, kind = "", inside = ""] = /^(rate|cron|at)\((.*)\)$/.exec(expression) ?? [];
  const once = kind === "at" ? readTime(inside) : undefined;
  if (once !== undefined) return { isOneTime: true, next: (after) => (once > after ? once : undefined) };
  const next = kind === "rate" ? readRate(inside, bounds) : kind === "cron" ? readCron(inside) : undefined;
  if (!next) throw new AwsError("ValidationException", `Invalid Schedule Expression ${expression}.`);
  return { isOneTime: false, next: within(next, bounds) };
}

function readTime(text: string): Instant | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(text)) return undefined;
  const time = Date.parse(`${text}Z`);
  return Number.isNaN(time) ? undefined : time;
}

/**
 * "If you do not provide a StartDate for a rate-based schedule, your schedule starts invoking the target immediately";
 * that it keeps step with its creation after an update is not verified.
 */
function readRate(text: string, { createdAt, startsAt = createdAt }: Bounds): Occurrences["next"] | undefined {
  const [, amount = "0", unit = ""] = /^([1-9]\d{0,5}) (minute|hour|day)s?$/.exec(text) ?? [];
  const everyMs = Number(amount) * (UNIT_MS[unit] ?? 0);
  if (everyMs === 0) return undefined;
  return (after) => startsAt + everyMs * Math.max(0, Math.floor((after - startsAt) / everyMs) + 1);
}

function within(next: Occurrences["next"], { startsAt = 0, endsAt = Number.POSITIVE_INFINITY }: Bounds) {
  return (after: Instant) => {
    const time = next(Math.max(after, startsAt - 1));
    return time !== undefined && time <= endsAt ? time : undefined;
  };
}
