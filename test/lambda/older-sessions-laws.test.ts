// What holds of the deny of older sessions for all policies, cutoffs and scopes.
import fc from "fast-check";
import { expect, test } from "vitest";
import { cutoffOf, cutoffTime, denyOlderSessions, withoutOurDeny } from "../../lambda/older-sessions-policy.ts";
import type { SessionScope } from "../../lambda/older-sessions-statement.ts";
import { sameMeaning } from "../../lambda/policy-text.ts";
import { parsePolicy } from "../../mock-aws/policy/document.ts";
import { evaluate } from "../../mock-aws/policy/evaluate.ts";
import { ANN, BOB, deny, document, EARLIER, LATER, statementsOf, THEIRS } from "./older-sessions.ts";

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
