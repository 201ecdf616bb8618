import { describe, expect, test } from "vitest";
import type { MissingData } from "../../../mock-aws/cloudwatch/alarms.ts";
import { type Datapoint, judge } from "../../../mock-aws/cloudwatch/judge.ts";

/** As AWS's tables show them: `0` is good, `X` breaches, `-` is missing; the latest is the last. */
function read(row: string): readonly Datapoint[] {
  const signs = row.split(" ").toReversed();
  return signs.flatMap((sign, age) => (sign === "-" ? [] : [{ at: 0, age, value: sign === "X" ? 1 : 0 }]));
}

const TREATMENTS: readonly MissingData[] = ["missing", "ignore", "breaching", "notBreaching"];
const judged = (row: string, datapoints: number) =>
  TREATMENTS.map((missing) => {
    const rule = { periods: 3, datapoints, threshold: 0, comparison: "GreaterThanThreshold", missing } as const;
    return judge(read(row), rule).state;
  });

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html#alarms-and-missing-data
describe("AWS's tables of missing data", () => {
  const all = (state: string) => [state, state, state, state];

  test.each([
    ["0 - X - X", ["OK", "OK", "OK", "OK"]],
    ["- - - - 0", ["OK", "OK", "OK", "OK"]],
    ["- - - - -", ["INSUFFICIENT_DATA", "as it is", "ALARM", "OK"]],
    ["0 X X - X", all("ALARM")],
    ["- - X - -", ["ALARM", "as it is", "ALARM", "OK"]],
  ])("3 of 3: %s", (row, states) => {
    expect(judged(row, 3)).toEqual(states);
  });

  test.each([
    ["0 - X - X", all("ALARM")],
    ["0 0 X 0 X", all("ALARM")],
    ["0 - X - -", ["OK", "OK", "ALARM", "OK"]],
    ["- - - - 0", ["OK", "OK", "ALARM", "OK"]],
    ["- - - X -", ["ALARM", "as it is", "ALARM", "OK"]],
  ])("2 of 3: %s", (row, states) => {
    expect(judged(row, 2)).toEqual(states);
  });

  test("a breach that is too fresh is no alarm yet", () => {
    expect(judged("- - - - X", 2)).toEqual(["OK", "OK", "ALARM", "OK"]);
  });
});

test.each([
  ["GreaterThanThreshold", [false, false, true]],
  ["GreaterThanOrEqualToThreshold", [false, true, true]],
  ["LessThanThreshold", [true, false, false]],
  ["LessThanOrEqualToThreshold", [true, true, false]],
] as const)("%s", (comparison, expected) => {
  const rule = { periods: 1, threshold: 5, comparison };
  const states = [4, 5, 6].map((value) => judge([{ at: 0, age: 0, value }], rule).state === "ALARM");
  expect(states).toEqual(expected);
});
