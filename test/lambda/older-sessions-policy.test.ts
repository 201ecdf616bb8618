// The deny of older sessions in a policy's text, by examples: writing it, moving it, taking it out.
import { describe, expect, test } from "vitest";
import {
  cutoffOf,
  cutoffTime,
  denyOlderSessions,
  withoutOlderSessions,
  withoutOurDeny,
} from "../../lambda/older-sessions-policy.ts";
import type { SessionScope } from "../../lambda/older-sessions-statement.ts";
import { ANN, BOB, deny, document, EARLIER, LATER, statementsOf, THEIRS } from "./older-sessions.ts";

describe("denyOlderSessions", () => {
  test("writes the console's form where nothing was", () => {
    expect(JSON.parse(denyOlderSessions(null, EARLIER))).toEqual({ Version: "2012-10-17", Statement: [deny(EARLIER)] });
  });

  test("writes one statement for each session, side by side", () => {
    const text = denyOlderSessions(denyOlderSessions(null, EARLIER, ANN), LATER, BOB);
    expect(statementsOf(text)).toEqual([deny(EARLIER, ANN), deny(LATER, BOB)]);
    expect([cutoffOf(text, ANN), cutoffOf(text, BOB), cutoffOf(text)]).toEqual([EARLIER, LATER, undefined]);
  });

  test("moves an earlier cutoff forward, of its own scope only", () => {
    expect(cutoffOf(denyOlderSessions(document(deny(EARLIER)), LATER))).toBe(LATER);
    const text = denyOlderSessions(document(deny(EARLIER, ANN), deny(EARLIER, BOB)), LATER, BOB);
    expect(statementsOf(text)).toEqual([deny(EARLIER, ANN), deny(LATER, BOB)]);
  });

  test("leaves a later cutoff alone, to the letter", () => {
    const standing = document(deny(LATER));
    expect(denyOlderSessions(standing, EARLIER)).toBe(standing);
  });

  test("writes no deny of a session beside one of all that covers it", () => {
    const standing = document(deny(LATER));
    expect(denyOlderSessions(standing, LATER, ANN)).toBe(standing);
    expect(statementsOf(denyOlderSessions(document(deny(EARLIER)), LATER, ANN))).toEqual([
      deny(EARLIER),
      deny(LATER, ANN),
    ]);
  });

  test("takes a deny of a session for no deny of all", () => {
    expect(statementsOf(denyOlderSessions(document(deny(LATER, ANN)), EARLIER))).toEqual([
      deny(LATER, ANN),
      deny(EARLIER),
    ]);
  });

  test("reads the documentation's form: texts, and one statement without a list", () => {
    const form = { Version: "2012-10-17", Statement: { ...deny(EARLIER), Action: "*", Resource: "*" } };
    expect(cutoffOf(JSON.stringify(form))).toBe(EARLIER);
  });

  test("reads condition keys in any case, and values in lists", () => {
    const condition = {
      DateLessThan: { "AWS:tokenissuetime": [EARLIER] },
      StringEquals: { "aws:UserId": [ANN.value, BOB.value] },
    };
    const text = document({ ...deny(EARLIER), Condition: condition });
    expect([cutoffOf(text, ANN), cutoffOf(text, BOB), cutoffOf(text)]).toEqual([EARLIER, EARLIER, undefined]);
    expect(denyOlderSessions(text, EARLIER, ANN)).toBe(text);
    expect(statementsOf(denyOlderSessions(text, LATER, ANN))).toHaveLength(2); // Moving it would widen it for bob.
  });

  test("keeps the statements of others, and what the author of the one that moves has given it", () => {
    const console = {
      Sid: "Console",
      ...deny(EARLIER),
      Condition: { DateLessThan: { "AWS:TokenIssueTime": [EARLIER] } },
    };
    const merged = JSON.parse(denyOlderSessions(document(console, THEIRS), LATER));
    const moved = { ...console, Condition: { DateLessThan: { "AWS:TokenIssueTime": [LATER] } } };
    expect(merged.Statement).toEqual([moved, THEIRS]);
  });

  test.each([
    ["on one session only", deny(LATER, ANN)],
    ["on some actions only", { ...deny(LATER), Action: ["s3:*"] }],
    ["with NotAction", { Effect: "Deny", NotAction: "iam:*", Resource: "*", Condition: deny(LATER).Condition }],
    ["that allows", { ...deny(LATER), Effect: "Allow" }],
    ["of another operator", { ...deny(LATER), Condition: { DateGreaterThan: { "aws:TokenIssueTime": LATER } } }],
    ["of another key", { ...deny(LATER), Condition: { DateLessThan: { "aws:CurrentTime": LATER } } }],
    [
      "of two keys",
      { ...deny(LATER), Condition: { DateLessThan: { "aws:TokenIssueTime": LATER, "aws:CurrentTime": LATER } } },
    ],
    [
      "of a time without a zone",
      { ...deny(LATER), Condition: { DateLessThan: { "aws:TokenIssueTime": "2026-03-01T10:00:00" } } },
    ],
    ["without a condition", { Effect: "Deny", Action: "*", Resource: "*" }],
  ])("takes no other statement for the deny: one %s", (_what, statement) => {
    expect(cutoffOf(document(statement))).toBeUndefined();
    expect(cutoffOf(denyOlderSessions(document(statement), EARLIER))).toBe(EARLIER);
  });

  test.each(["Thu Jan 01 2099 00:00:00 GMT+00:00", "Tue 2099 Z", "+012099-01-01T00:00:00Z"])(
    "takes what only JavaScript takes for a time for no cutoff: %s",
    (time) => {
      const text = document({ ...deny(LATER), Condition: { DateLessThan: { "aws:TokenIssueTime": time } } });
      expect(cutoffOf(text)).toBeUndefined();
      expect(cutoffOf(denyOlderSessions(text, EARLIER))).toBe(EARLIER);
    },
  );
});

describe("withoutOurDeny", () => {
  const undo = (now: string, before: string | null, scope?: SessionScope) =>
    withoutOurDeny(now, { cutoff: LATER, before, wrote: denyOlderSessions(before, LATER, scope) }, scope);

  test("leaves nothing where nothing was before", () => {
    expect(undo(document(deny(LATER)), null)).toBeNull();
  });

  test("takes out our statement only, where others have written beside it", () => {
    expect(statementsOf(undo(document(deny(LATER), THEIRS), null))).toEqual([THEIRS]);
    expect(statementsOf(undo(document(deny(LATER, ANN), deny(LATER, BOB)), null, ANN))).toEqual([deny(LATER, BOB)]);
  });

  test("leaves a cutoff that somebody has moved on", () => {
    const theirs = document(deny("2026-03-01T11:00:00Z"));
    expect(undo(theirs, null)).toBe(theirs);
    // As it is where they were faster than our second look, and the record has theirs for what we wrote.
    expect(withoutOurDeny(theirs, { cutoff: LATER, before: null, wrote: theirs })).toBe(theirs);
  });

  test("leaves a cutoff that stood there before us", () => {
    const theirs = document(deny(LATER));
    expect(undo(theirs, theirs)).toBe(theirs);
    const written = JSON.stringify(JSON.parse(document(deny(LATER), THEIRS)), null, 2);
    expect(undo(written, theirs)).toBe(written);
  });

  test("takes ours out that was put back after somebody had deleted a later one of theirs", () => {
    const theirs = document(deny("2026-03-01T11:00:00Z"), THEIRS);
    const ours = { cutoff: LATER, before: theirs, wrote: document(deny(LATER)) };
    expect(withoutOurDeny(document(deny(LATER)), ours)).toBeNull();
    expect(statementsOf(withoutOurDeny(document(deny(LATER), THEIRS), ours))).toEqual([THEIRS]);
    // Nothing was deleted: theirs spared us writing anything.
    expect(withoutOurDeny(theirs, { ...ours, wrote: theirs })).toBe(theirs);
  });

  test("takes out an earlier one of ours beside a wider deny of somebody else", () => {
    const wrote = document(deny(EARLIER, ANN), deny(LATER));
    expect(withoutOurDeny(wrote, { cutoff: LATER, before: null, wrote }, ANN)).toBe(document(deny(LATER)));
  });

  test("moves the cutoff back to the one that stood there before", () => {
    expect(statementsOf(undo(document(deny(LATER), THEIRS), document(deny(EARLIER))))).toEqual([deny(EARLIER), THEIRS]);
  });

  test("takes out one statement, where somebody relies on a second one like it", () => {
    expect(statementsOf(undo(document(deny(LATER), deny(LATER)), null))).toEqual([deny(LATER)]);
  });
});

test("a deny whose record was lost is taken out of what was found", () => {
  expect(withoutOlderSessions(document(deny(LATER)))).toBeNull();
  expect(statementsOf(withoutOlderSessions(document(deny(LATER), deny(EARLIER, ANN)), ANN))).toEqual([deny(LATER)]);
  expect(withoutOlderSessions(document(THEIRS))).toBe(document(THEIRS));
});

test("a cutoff is in whole seconds, and never earlier than asked", () => {
  expect(cutoffTime(Date.parse("2026-03-01T09:00:00.001Z"))).toBe("2026-03-01T09:00:01Z");
  expect(cutoffTime(Date.parse("2026-03-01T09:00:00.000Z"))).toBe("2026-03-01T09:00:00Z");
});
