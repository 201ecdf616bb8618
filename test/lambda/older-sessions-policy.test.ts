import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cutoffOf, cutoffTime, denyOlderSessions, withoutOurDeny } from "../../lambda/older-sessions-policy.ts";

const EARLIER = "2026-03-01T09:00:00Z";
const LATER = "2026-03-01T10:00:00Z";
const deny = (cutoff: string) => ({
  Effect: "Deny",
  Action: ["*"],
  Resource: ["*"],
  Condition: { DateLessThan: { "aws:TokenIssueTime": cutoff } },
});
const document = (...statements: object[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });

describe("denyOlderSessions", () => {
  test("writes the console's form where nothing was", () => {
    expect(JSON.parse(denyOlderSessions(null, EARLIER))).toEqual({ Version: "2012-10-17", Statement: [deny(EARLIER)] });
  });

  test("moves an earlier cutoff forward", () => {
    expect(cutoffOf(denyOlderSessions(document(deny(EARLIER)), LATER))).toBe(LATER);
  });

  test("leaves a later cutoff alone, to the letter", () => {
    const standing = document(deny(LATER));
    expect(denyOlderSessions(standing, EARLIER)).toBe(standing);
  });

  test("reads the documentation's form: texts, and one statement without a list", () => {
    const form = { Version: "2012-10-17", Statement: { ...deny(EARLIER), Action: "*", Resource: "*" } };
    expect(cutoffOf(JSON.stringify(form))).toBe(EARLIER);
  });

  test("keeps the statements of others, and the id of the one it moves", () => {
    const theirs = { Sid: "Theirs", Effect: "Deny", Action: "s3:*", Resource: "*" };
    const merged = JSON.parse(denyOlderSessions(document({ Sid: "Console", ...deny(EARLIER) }, theirs), LATER));
    expect(merged.Statement).toEqual([{ Sid: "Console", ...deny(LATER) }, theirs]);
  });

  test.each([
    [
      "on one session only",
      { ...deny(LATER), Condition: { ...deny(LATER).Condition, StringEquals: { "aws:userid": "AROA:x" } } },
    ],
    ["on some actions only", { ...deny(LATER), Action: ["s3:*"] }],
    ["with NotAction", { Effect: "Deny", NotAction: "iam:*", Resource: "*", Condition: deny(LATER).Condition }],
    ["that allows", { ...deny(LATER), Effect: "Allow" }],
    ["of another operator", { ...deny(LATER), Condition: { DateGreaterThan: { "aws:TokenIssueTime": LATER } } }],
  ])("takes no narrower statement for the deny: one %s", (_what, statement) => {
    expect(cutoffOf(document(statement))).toBeUndefined();
    expect(cutoffOf(denyOlderSessions(document(statement), EARLIER))).toBe(EARLIER);
  });

  test("in any order of any cutoffs, ends in the latest", () => {
    const times = fc.array(
      fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => cutoffTime(seconds * 1000)),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(times, (cutoffs) => {
        const text = cutoffs.reduce<string | null>(denyOlderSessions, null);
        const latest = Math.max(...cutoffs.map((cutoff) => Date.parse(cutoff)));
        expect(Date.parse(cutoffOf(text) ?? "")).toBe(latest);
      }),
    );
  });
});

describe("withoutOurDeny", () => {
  const ours = denyOlderSessions(null, LATER);

  test("leaves nothing where nothing was before", () => {
    expect(withoutOurDeny(ours, ours, null)).toBeNull();
  });

  test("gives back what was before, to the letter", () => {
    const before = '{ "Statement" : [ ],  "Version":"2012-10-17" }';
    expect(withoutOurDeny(denyOlderSessions(before, LATER), denyOlderSessions(before, LATER), before)).toBe(before);
  });

  test("takes out our statement only, where others have written beside it", () => {
    const theirs = { Sid: "Theirs", Effect: "Deny", Action: "s3:*", Resource: "*" };
    expect(JSON.parse(withoutOurDeny(document(deny(LATER), theirs), ours, null) ?? "")).toMatchObject({
      Statement: [theirs],
    });
  });

  test("leaves a cutoff that somebody has moved on", () => {
    const theirs = document(deny("2026-03-01T11:00:00Z"));
    expect(withoutOurDeny(theirs, ours, null)).toBe(theirs);
  });

  test("moves the cutoff back to the one that stood there before", () => {
    const theirs = { Sid: "Theirs", Effect: "Deny", Action: "s3:*", Resource: "*" };
    const rest = withoutOurDeny(document(deny(LATER), theirs), ours, document(deny(EARLIER)));
    expect(cutoffOf(rest)).toBe(EARLIER);
  });
});

test("a cutoff is in whole seconds, and never earlier than asked", () => {
  expect(cutoffTime(Date.parse("2026-03-01T09:00:00.001Z"))).toBe("2026-03-01T09:00:01Z");
  expect(cutoffTime(Date.parse("2026-03-01T09:00:00.000Z"))).toBe("2026-03-01T09:00:00Z");
});
