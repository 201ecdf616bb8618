import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readPolicy, sameMeaning } from "../../../lambda/policy-text.ts";
import {
  holdsInText,
  latestCutoff,
  principalsIn,
  withBackstop,
  withoutBackstop,
} from "../../../lambda/step/backstop-text.ts";
import type { DenySessionsByScp } from "../../../lambda/steps.ts";
import { parsePolicy } from "../../../mock-aws/policy/document.ts";

const START = Date.parse("2026-03-01T09:00:00Z");
const ROLES = ["app", "other", "*/$\u007bx}?"];

const stepOf = (role: string, minute: number): DenySessionsByScp => ({
  type: "deny-sessions-by-scp",
  account: "111122223333",
  target: "444455556666",
  principalArn: `arn:aws:iam::444455556666:role/${role}`,
  principalId: `AROA${role}`,
  partition: "aws",
  cutoff: `${new Date(START + minute * 60_000).toISOString().slice(0, 19)}Z`,
  exempt: ["arn:aws:iam::444455556666:role/responder"],
});

const steps = fc.record({ role: fc.constantFrom(...ROLES), minute: fc.nat({ max: 60 }) });
const story = fc.array(steps, { minLength: 1, maxLength: 8 });
const theirs = fc.subarray([
  { Sid: "One", Effect: "Deny", Action: "s3:*", Resource: "*" },
  {
    Effect: "Deny",
    Action: "*",
    Resource: "*",
    Condition: { DateLessThan: { "aws:CurrentTime": "2020-01-01T00:00:00Z" } },
  },
]);
const document = (...statements: readonly object[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });

describe("whoever is contained, in whatever order and with whatever cutoffs,", () => {
  test("is denied and guarded as far as anybody has asked, beside what others wrote, in a policy that AWS takes", () => {
    fc.assert(
      fc.property(story, theirs, (asked, others) => {
        const all = asked.map(({ role, minute }) => stepOf(role, minute));
        const text = all.reduce(withBackstop, others.length === 0 ? null : document(...others)) ?? "";
        for (const step of all) expect(holdsInText(text, step)).toEqual({ holds: true });
        expect(readPolicy(text).Statement.slice(0, others.length)).toEqual(others);
        expect(principalsIn(text)).toBe(new Set(asked.map(({ role }) => role)).size);
        expect(withBackstop(text, all[0] ?? stepOf("app", 0))).toBe(text);
        expect(() => parsePolicy(text, "scp")).not.toThrow();
      }),
    );
  });

  test("has two cutoffs at most, of which the later only moves forward", () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 60 }), { minLength: 1, maxLength: 8 }), (minutes) => {
        const text = minutes.map((minute) => stepOf("app", minute)).reduce(withBackstop, null) ?? "";
        expect(readPolicy(text).Statement.length).toBeLessThanOrEqual(3);
        expect(latestCutoff(text, stepOf("app", 0))).toBe(stepOf("app", Math.max(...minutes)).cutoff);
      }),
    );
  });
});

describe("a lift", () => {
  test("leaves all others as they were", () => {
    fc.assert(
      fc.property(story, theirs, fc.nat({ max: 60 }), (asked, others, minute) => {
        const start = others.length === 0 ? null : document(...others);
        const before = asked.map(({ role, minute }) => stepOf(role, minute)).reduce(withBackstop, start);
        const step = stepOf("lifted", minute);
        const after = withoutBackstop(withBackstop(before, step), step, before);
        expect(sameMeaning(readPolicy(after ?? ""), readPolicy(before ?? ""))).toBe(true);
      }),
    );
  });

  test("of each in turn leaves nothing of ours, whichever is lifted first", () => {
    const order = fc.tuple(story, fc.array(fc.nat(), { minLength: 8, maxLength: 8 }));
    fc.assert(
      fc.property(order, theirs, ([asked, picks], others) => {
        let text: string | null = others.length === 0 ? null : document(...others);
        const open = asked.map(({ role, minute }) => {
          const [before, step] = [text, stepOf(role, minute)];
          text = withBackstop(before, step);
          return { step, before };
        });
        for (const pick of picks) {
          const [lifted] = open.splice(pick % Math.max(open.length, 1), 1);
          if (lifted && text !== null) text = withoutBackstop(text, lifted.step, lifted.before);
        }
        expect(text === null ? [] : readPolicy(text).Statement).toEqual(others);
      }),
    );
  });

  test("forgets nobody whom another incident denies for longer", () => {
    const minutes = fc
      .tuple(fc.nat({ max: 30 }), fc.nat({ max: 30 }))
      .map(([one, more]) => [one, one + more + 1] as const);
    fc.assert(
      fc.property(minutes, fc.boolean(), ([earlier, later], isFirst) => {
        const [one, two] = [stepOf("app", earlier), stepOf("app", later)];
        const first = withBackstop(null, one);
        const both = withBackstop(first, two);
        const [rest, left] = isFirst
          ? [withoutBackstop(both, one, null), two]
          : [withoutBackstop(both, two, first), one];
        expect(holdsInText(rest ?? "{}", left)).toEqual({ holds: true });
      }),
    );
  });
});
