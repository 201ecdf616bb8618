import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  cutoffOf,
  cutoffTime,
  denyOlderSessions,
  withoutOlderSessions,
  withoutOurDeny,
} from "../../lambda/older-sessions-policy.ts";
import type { SessionScope } from "../../lambda/older-sessions-statement.ts";
import { readPolicy, sameMeaning } from "../../lambda/policy-text.ts";
import { parsePolicy } from "../../mock-aws/policy/document.ts";
import { evaluate } from "../../mock-aws/policy/evaluate.ts";

const EARLIER = "2026-03-01T09:00:00Z";
const LATER = "2026-03-01T10:00:00Z";
const ANN: SessionScope = { key: "aws:userid", value: "AROAEXAMPLE:ann" };
const BOB: SessionScope = { key: "aws:userid", value: "AROAEXAMPLE:bob" };
const deny = (cutoff: string, scope?: SessionScope) => ({
  Effect: "Deny",
  Action: ["*"],
  Resource: ["*"],
  Condition: {
    DateLessThan: { "aws:TokenIssueTime": cutoff },
    ...(scope ? { StringEquals: { [scope.key]: scope.value } } : {}),
  },
});
const THEIRS = { Sid: "Theirs", Effect: "Deny", Action: "s3:*", Resource: "*" };
const document = (...statements: object[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });
const statementsOf = (text: string | null) => readPolicy(text ?? document()).Statement;

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

describe("laws", () => {
  const cutoffs = fc.integer({ min: 0, max: 60 }).map((minutes) => cutoffTime(Date.parse(EARLIER) + minutes * 60_000));
  const scopes = fc.constantFrom<SessionScope | undefined>(undefined, ANN, BOB);
  const others = fc.constantFrom<object>(
    THEIRS,
    { Effect: "Allow", Action: ["s3:GetObject"], Resource: "*" },
    { Effect: "Deny", Action: "*", Resource: "*", Condition: { Bool: { "aws:SecureTransport": "false" } } },
    { ...deny(LATER), Action: "iam:*" },
    { ...deny(LATER), Condition: { ...deny(LATER).Condition, StringEquals: { "aws:userid": ["AROAX:a", ANN.value] } } },
  );
  /** Denies of anybody, in the forms in which people write them. */
  const denies = fc
    .record({ cutoff: cutoffs, scope: scopes, isList: fc.boolean(), sid: fc.option(fc.constant("Sid1")) })
    .map(({ cutoff, scope, isList, sid }) => ({
      ...(sid === null ? {} : { Sid: sid }),
      Effect: "Deny",
      Action: isList ? ["*"] : "*",
      Resource: "*",
      Condition: {
        ...(scope ? { StringEquals: { "aws:userId": isList ? [scope.value] : scope.value } } : {}),
        DateLessThan: { "aws:TokenIssueTime": isList ? [cutoff] : cutoff },
      },
    }));
  const texts = fc
    .tuple(fc.array(fc.oneof(others, denies), { maxLength: 5 }), fc.constantFrom(0, 1, 4))
    .map(([statements, indent]) => {
      const Statement = statements.map((one, at) => ("Sid" in one ? { ...one, Sid: `${one.Sid}${at}` } : one));
      return JSON.stringify({ Version: "2012-10-17", Statement }, null, indent);
    });
  const found = fc.option(texts, { nil: null });
  const isUpTo = (one: string | undefined, other: string | undefined) =>
    other === undefined || (one !== undefined && Date.parse(one) >= Date.parse(other));
  const check = (property: Parameters<typeof fc.assert>[0]) => fc.assert(property as never, { numRuns: 500 });

  test("what is denied only ever grows: in no scope does a cutoff move back", () => {
    check(
      fc.property(found, fc.array(fc.tuple(cutoffs, scopes)), (start, wishes) => {
        let text = start;
        for (const [cutoff, scope] of wishes) {
          const next = denyOlderSessions(text, cutoff, scope);
          expect(isUpTo(cutoffOf(next, scope), cutoff)).toBe(true);
          for (const any of [undefined, ANN, BOB]) expect(isUpTo(cutoffOf(next, any), cutoffOf(text, any))).toBe(true);
          text = next;
        }
      }),
    );
  });

  test("a deny of one session denies no other one", () => {
    check(
      fc.property(found, cutoffs, (text, cutoff) => {
        const next = denyOlderSessions(text, cutoff, ANN);
        for (const other of [undefined, BOB]) expect(cutoffOf(next, other)).toBe(cutoffOf(text, other));
      }),
    );
  });

  test("twice is once", () => {
    check(
      fc.property(found, cutoffs, scopes, (text, cutoff, scope) => {
        const once = denyOlderSessions(text, cutoff, scope);
        expect(denyOlderSessions(once, cutoff, scope)).toBe(once);
      }),
    );
  });

  test("the order of the wishes does not matter for what is denied", () => {
    check(
      fc.property(found, fc.array(fc.tuple(cutoffs, scopes), { minLength: 1 }), (start, wishes) => {
        const wished = (list: typeof wishes) =>
          list.reduce<string | null>((text, [cutoff, scope]) => denyOlderSessions(text, cutoff, scope), start);
        const [one, other] = [wished(wishes), wished(wishes.toReversed())];
        for (const scope of [undefined, ANN, BOB]) expect(cutoffOf(one, scope)).toBe(cutoffOf(other, scope));
      }),
    );
  });

  test("undoing gives back what was there, to the letter", () => {
    check(
      fc.property(found, cutoffs, scopes, (before, cutoff, scope) => {
        const wrote = denyOlderSessions(before, cutoff, scope);
        expect(withoutOurDeny(wrote, { cutoff, before, wrote }, scope)).toBe(before);
      }),
    );
  });

  test("undoing keeps what others have added and taken out meanwhile", () => {
    const edits = fc.record({ add: fc.array(others), drop: fc.nat({ max: 9 }) });
    check(
      fc.property(fc.array(others), cutoffs, scopes, edits, (standing, cutoff, scope, { add, drop }) => {
        const edit = (text: string) =>
          document(
            ...statementsOf(text).filter((one, at) => at !== drop || sameMeaning(one, deny(cutoff, scope))),
            ...add,
          );
        const before = document(...standing);
        const wrote = denyOlderSessions(before, cutoff, scope);
        const rest = withoutOurDeny(edit(wrote), { cutoff, before, wrote }, scope);
        expect(statementsOf(rest)).toEqual(statementsOf(edit(before)));
      }),
    );
  });

  test("undoing after undoing changes nothing", () => {
    check(
      fc.property(found, cutoffs, scopes, (before, cutoff, scope) => {
        const wrote = denyOlderSessions(before, cutoff, scope);
        const rest = withoutOurDeny(wrote, { cutoff, before, wrote }, scope);
        if (rest !== null) expect(withoutOurDeny(rest, { cutoff, before, wrote }, scope)).toBe(rest);
      }),
    );
  });

  test("what is said to be denied is denied, as a policy evaluator of its own finds", () => {
    check(
      fc.property(texts, fc.constantFrom(ANN, BOB), (text, scope) => {
        const cutoff = cutoffOf(text, scope);
        fc.pre(cutoff !== undefined);
        const issued = new Date(Date.parse(cutoff ?? "") - 1000).toISOString();
        const arn = "arn:aws:sts::111122223333:assumed-role/app/ann";
        const principal = {
          type: "role-session",
          account: "111122223333",
          arn,
          roleArn: "arn:aws:iam::111122223333:role/app",
          roleId: "AROAEXAMPLE",
        } as const;
        const context = new Map([
          ["aws:tokenissuetime", [issued]],
          ["aws:userid", [scope.value]],
          ["aws:securetransport", ["true"]],
        ]);
        const request = { principal, action: "ec2:DescribeInstances", resource: "*", context };
        const policies = { identity: [{ id: "p", kind: "role", document: parsePolicy(text, "identity") }] } as const;
        expect(evaluate(request, policies).decision).toBe("explicitDeny");
      }),
    );
  });
});
