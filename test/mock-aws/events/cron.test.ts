import fc from "fast-check";
import { expect, test } from "vitest";
import { readCron } from "../../../mock-aws/events/cron.ts";

const START = Date.parse("2026-03-01T09:00:00Z"); // A Sunday.

function runsOf(fields: string, count = 3): string[] {
  const next = readCron(fields);
  if (!next) throw new Error(`${fields} is no cron expression`);
  const runs: string[] = [];
  for (let at = next(START); at !== undefined && runs.length < count; at = next(at)) {
    runs.push(new Date(at).toISOString().slice(0, 16));
  }
  return runs;
}

test.each([
  ["0 2 ? * SAT *", ["2026-03-07T02:00", "2026-03-14T02:00", "2026-03-21T02:00"]],
  ["0 9 * * ? *", ["2026-03-02T09:00", "2026-03-03T09:00", "2026-03-04T09:00"]],
  ["5,35 14 * * ? *", ["2026-03-01T14:05", "2026-03-01T14:35", "2026-03-02T14:05"]],
  ["1/10 9 * * ? *", ["2026-03-01T09:01", "2026-03-01T09:11", "2026-03-01T09:21"]],
  ["0/30 20-23 ? * MON-FRI *", ["2026-03-02T20:00", "2026-03-02T20:30", "2026-03-02T21:00"]],
  ["* * ? * SAT#3 *", ["2026-03-21T00:00", "2026-03-21T00:01", "2026-03-21T00:02"]],
  ["0 0 ? * 3#2 *", ["2026-03-10T00:00", "2026-04-14T00:00", "2026-05-12T00:00"]],
  ["15 10 ? * 6L *", ["2026-03-27T10:15", "2026-04-24T10:15", "2026-05-29T10:15"]],
  ["0 0 ? * 1 *", ["2026-03-08T00:00", "2026-03-15T00:00", "2026-03-22T00:00"]],
  ["0 0 ? * L *", ["2026-03-07T00:00", "2026-03-14T00:00", "2026-03-21T00:00"]],
  ["0 0 L * ? *", ["2026-03-31T00:00", "2026-04-30T00:00", "2026-05-31T00:00"]],
  ["0 0 LW * ? *", ["2026-03-31T00:00", "2026-04-30T00:00", "2026-05-29T00:00"]],
  ["0 0 1W * ? *", ["2026-03-02T00:00", "2026-04-01T00:00", "2026-05-01T00:00"]],
  ["0 12 1 JAN,JUL ? 2027-2028", ["2027-01-01T12:00", "2027-07-01T12:00", "2028-01-01T12:00"]],
  ["0 0 29 2 ? *", ["2028-02-29T00:00", "2032-02-29T00:00", "2036-02-29T00:00"]],
  ["15 10 ? * 6L 2002-2005", []],
  ["0 0 30 2 ? *", []],
])("cron(%s) runs in UTC, the first day of the week being Sunday", (fields, expected) => {
  expect(runsOf(fields)).toEqual(expected);
});

test.each([
  ["* in both the day of the month and that of the week", "0 1 * * * *"],
  ["values in both", "0 8 1 * MON *"],
  ["? in both", "0 8 ? * ? *"],
  ["a word that is none", "7 20 * * NOT *"],
  ["one word", "INVALID"],
  ["an hour that is none", "0 dummy ? * MON-FRI *"],
  ["a minute that no hour has", "71 8 1 * ? *"],
  ["five fields, as Unix writes them", "0 8 1 * ?"],
  ["seven fields, as Quartz writes them", "0 0 8 1 * ? *"],
  ["Sunday as 0", "0 8 ? * 0 *"],
  ["two days with #", "0 8 ? * 3#1,6#3 *"],
  ["a sixth Monday", "0 8 ? * 2#6 *"],
  ["a step for the day of the week", "0 8 ? * 2/2 *"],
  ["W for the day of the week", "0 8 ? * 2W *"],
  ["# for the day of the month", "0 8 2#1 * ? *"],
  ["? for a month", "0 8 1 ? ? *"],
  ["a step of nothing", "0/0 8 1 * ? *"],
  ["a range that runs backwards", "0 17-9 1 * ? *"],
  ["an empty item in a list", "0, 8 1 * ? *"],
  ["a year before there was time", "0 8 1 * ? 1969"],
  ["a year too far", "0 8 1 * ? 2200"],
  ["white space around it", " 0 8 1 * ? * "],
])("%s is refused", (_, fields) => {
  expect(readCron(fields)).toBeUndefined();
});

type Field = { readonly text: string; has(date: Date): boolean };

/** Values, ranges, steps and lists of them, and what they hold by their plain meaning. */
function plain(least: number, most: number, read: (date: Date) => number, steps = true): fc.Arbitrary<Field> {
  const value = fc.integer({ min: least, max: most });
  const field = (text: string, holds: (value: number) => boolean): Field => ({
    text,
    has: (date) => holds(read(date)),
  });
  const one = value.map((at) => field(String(at), (other) => other === at));
  const range = fc.tuple(value, value).map(([one, other]) => {
    const [from, to] = [Math.min(one, other), Math.max(one, other)];
    return field(`${from}-${to}`, (at) => at >= from && at <= to);
  });
  const stepped = fc
    .tuple(value, fc.integer({ min: 1, max: Math.min(most, 12) }))
    .map(([from, step]) => field(`${from}/${step}`, (at) => at >= from && (at - from) % step === 0));
  const item = steps ? fc.oneof(one, range, stepped) : fc.oneof(one, range);
  const list = fc.array(item, { minLength: 1, maxLength: 3 }).map((items) => ({
    text: items.map(({ text }) => text).join(","),
    has: (date: Date) => items.some((each) => each.has(date)),
  }));
  return fc.oneof(fc.constant({ text: "*", has: () => true }), list);
}

const DAY_MS = 86_400_000;
const weekday = (date: Date) => date.getUTCDay() + 1;
const day = (date: Date) => date.getUTCDate();
const lastDay = (date: Date) => new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
const isWorkday = (date: Date) => weekday(date) >= 2 && weekday(date) <= 6;

/** The workday of the month that is nearest to the day, the earlier one first. */
function nearestWorkday(date: Date, wanted: number): number | undefined {
  if (wanted > lastDay(date)) return undefined;
  const workdays = Array.from({ length: lastDay(date) }, (_, index) => index + 1).filter((candidate) =>
    isWorkday(new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), candidate))),
  );
  return workdays.toSorted((one, other) => Math.abs(one - wanted) - Math.abs(other - wanted) || one - other)[0];
}

const dayFields = fc.oneof(
  plain(1, 31, day),
  fc.constant({ text: "L", has: (date: Date) => day(date) === lastDay(date) }),
  fc.integer({ min: 1, max: 31 }).map((at) => ({
    text: `${at}W`,
    has: (date: Date) => nearestWorkday(date, at) === day(date),
  })),
);
const weekdayFields = fc.oneof(
  plain(1, 7, weekday, false),
  fc.integer({ min: 1, max: 7 }).map((at) => ({
    text: `${at}L`,
    has: (date: Date) => weekday(date) === at && day(date) + 7 > lastDay(date),
  })),
  fc.tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 5 })).map(([at, nth]) => ({
    text: `${at}#${nth}`,
    has: (date: Date) => weekday(date) === at && Math.ceil(day(date) / 7) === nth,
  })),
);
const open: Field = { text: "?", has: () => true };

test("a run is the first minute after the given time that every field holds", () => {
  const days = fc.oneof(
    dayFields.map((field) => [field, open] as const),
    weekdayFields.map((field) => [open, field] as const),
  );
  const fields = fc.tuple(
    plain(0, 59, (date) => date.getUTCMinutes()),
    plain(0, 23, (date) => date.getUTCHours()),
    days,
    plain(1, 12, (date) => date.getUTCMonth() + 1),
    plain(2024, 2032, (date) => date.getUTCFullYear()),
  );
  const after = fc.integer({ min: START, max: START + 400 * DAY_MS });
  fc.assert(
    fc.property(fields, after, ([minute, hour, [dayOfMonth, dayOfWeek], month, year], time) => {
      const text = [minute, hour, dayOfMonth, month, dayOfWeek, year].map((field) => field.text).join(" ");
      const next = readCron(text)?.(time);
      const horizon = time + 800 * DAY_MS;
      const expected = firstMinute(time, horizon, [dayOfMonth, dayOfWeek, month, year], [minute, hour]);
      if (expected === undefined) expect(next ?? Number.POSITIVE_INFINITY).toBeGreaterThan(horizon);
      else expect(`${text}: ${iso(next)}`).toBe(`${text}: ${iso(expected)}`);
    }),
  );
});

function iso(time: number | undefined): string {
  return time === undefined ? "never" : new Date(time).toISOString();
}

function firstMinute(
  after: number,
  horizon: number,
  days: readonly Field[],
  minutes: readonly Field[],
): number | undefined {
  for (let date = after - (after % DAY_MS); date <= horizon; date += DAY_MS) {
    if (!days.every((field) => field.has(new Date(date)))) continue;
    for (let at = date; at < date + DAY_MS; at += 60_000) {
      if (at > after && minutes.every((field) => field.has(new Date(at)))) return at;
    }
  }
  return undefined;
}
