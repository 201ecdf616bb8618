// Instants as policies and requests write them, exact to the nanosecond.

export type Instant = { readonly seconds: number; readonly nanos: number };

const DATE = /^(-?\d{1,9})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:[Tt](.*))?$/;
const TIME = /^(?:(\d{1,2})(?::(\d{1,2})(?::(\d{1,2})(?:[.,](\d{1,9}))?)?)?)?(Z|z|[+-]\d{2}(?::?\d{2})?)?$/;
const MAX_INT64 = 9_223_372_036_854_775_807n;

/** Undefined when the text is no date. Without an offset it is UTC; digits alone are seconds since 1970. */
export function readInstant(text: string): Instant | undefined {
  if (/^-?\d+$/.test(text)) return readEpoch(text);
  const date = DATE.exec(text);
  const time = TIME.exec(date?.[4] ?? "");
  if (date === null || time === null) return undefined;
  const day = daySeconds(Number(date[1]), Number(date[2] ?? 1), Number(date[3] ?? 1));
  const clock = clockSeconds(Number(time[1] ?? 0), Number(time[2] ?? 0), Number(time[3] ?? 0));
  const offset = offsetSeconds(time[5] ?? "Z");
  if (day === undefined || clock === undefined || offset === undefined) return undefined;
  return { seconds: day + clock - offset, nanos: Number((time[4] ?? "").padEnd(9, "0")) };
}

export function compareInstants(left: Instant, right: Instant): number {
  return left.seconds - right.seconds || left.nanos - right.nanos;
}

/** Beyond 64 bits it is no date for AWS either. */
function readEpoch(text: string): Instant | undefined {
  if (text.length > 20) return undefined;
  const seconds = BigInt(text);
  return seconds > MAX_INT64 || seconds < -MAX_INT64 ? undefined : { seconds: Number(seconds), nanos: 0 };
}

function daySeconds(year: number, month: number, day: number): number | undefined {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const real = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return real ? date.getTime() / 1000 : undefined;
}

function clockSeconds(hours: number, minutes: number, seconds: number): number | undefined {
  return hours < 24 && minutes < 60 && seconds < 60 ? hours * 3600 + minutes * 60 + seconds : undefined;
}

function offsetSeconds(offset: string): number | undefined {
  if (offset.toUpperCase() === "Z") return 0;
  const digits = offset.slice(1).replace(":", "").padEnd(4, "0");
  const seconds = clockSeconds(Number(digits.slice(0, 2)), Number(digits.slice(2)), 0);
  return seconds === undefined ? undefined : seconds * (offset.startsWith("-") ? -1 : 1);
}
