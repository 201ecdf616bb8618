// Dates and times as policies write them.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readInstant } from "../../../mock-aws/policy/instant.ts";

describe("readInstant", () => {
  test("reads every time that a Date prints, to the millisecond", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date(0), max: new Date("9999-12-31T23:59:59.999Z"), noInvalidDate: true }),
        (date) => {
          const instant = readInstant(date.toISOString());
          expect((instant?.seconds ?? Number.NaN) * 1000 + (instant?.nanos ?? 0) / 1e6).toBe(date.getTime());
        },
      ),
    );
  });

  test.each([
    ["2026-03-01", 1772323200],
    ["2026-03", 1772323200],
    ["2026-03-01T12", 1772366400],
    ["2026-03-01T12:00", 1772366400],
    ["2026-03-01t12:00:00z", 1772366400],
    ["2026-03-01T12:00:00+0100", 1772362800],
    ["2016-12-13t2:00:00.593194+23", 1481511600],
    ["1772366400", 1772366400],
    ["0", 0],
    ["-1", -1],
  ])("%s", (text, seconds) => {
    expect(readInstant(text)?.seconds).toBe(seconds);
  });

  test.each([
    "",
    "soon",
    "2026-13-01",
    "2026-02-29",
    "2026-03-01T24:00:00Z",
    "2026-03-01T12:60:00Z",
    "2026-03-01T12:00:00.0000000001Z",
    "2026-03-01T12:00:00+24:00",
    "2026-03-01 12:00:00",
    "20131102T010628Z",
    "9223372036854775808",
  ])("%s is no date", (text) => {
    expect(readInstant(text)).toBeUndefined();
  });
});
