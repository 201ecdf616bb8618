// What holds for every set of guardrails, whatever each of them says.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Guardrail, Opinion } from "../../../lambda/decide/guardrail.ts";
import { decide } from "../../../lambda/decide/index.ts";
import { about } from "./cases.ts";

const because = fc.string({ minLength: 1, maxLength: 20 });
const opinion: fc.Arbitrary<Opinion> = fc.oneof(
  fc.constant<Opinion>({ is: "pass" }),
  fc.constant<Opinion>({ is: "pass", narrow: true }),
  fc.constant<Opinion>({ is: "not-applicable" }),
  fc.record({ is: fc.constantFrom("ask", "refuse", "observe"), because }),
);
const guardrail: fc.Arbitrary<Guardrail> = fc.oneof(
  {
    weight: 4,
    arbitrary: opinion.map(
      (said): Guardrail =>
        () =>
          said,
    ),
  },
  {
    weight: 1,
    arbitrary: because.map(
      (words): Guardrail =>
        () => {
          throw new Error(words);
        },
    ),
  },
);
const guardrails = fc.dictionary(fc.string({ minLength: 1, maxLength: 8 }), guardrail, { maxKeys: 8 });

const ALERTED = about();
const APPROVED = about({
  context: { approved: { by: "arn:aws:iam::111122223333:user/ann", at: "2026-03-01T09:05:00Z" } },
});
const WISHED = about({ alert: { wishedBy: "ann" } });
const someCase = fc.constantFrom(ALERTED, APPROVED, WISHED);

const REFUSES: Guardrail = () => ({ is: "refuse", because: "never" });
const BREAKS: Guardrail = () => {
  throw new Error("lost its mind");
};

describe("for every set of guardrails", () => {
  test("a refusal outweighs everything, a person's word too", () => {
    fc.assert(
      fc.property(guardrails, someCase, (some, question) => {
        const verdict = decide(question, { ...some, refuses: REFUSES });
        expect(verdict).toMatchObject({ type: "refuse", because: expect.arrayContaining(["never"]) });
      }),
    );
  });

  test("adding one never turns a question or a refusal into a containment", () => {
    fc.assert(
      fc.property(guardrails, guardrail, someCase, (some, another, question) => {
        const before = decide(question, some).type;
        const after = decide(question, { ...some, "another one": another }).type;
        if (after === "contain") expect(before).toBe("contain");
        if (before === "refuse") expect(after).toBe("refuse");
      }),
    );
  });

  test("adding one never widens what is contained", () => {
    fc.assert(
      fc.property(guardrails, guardrail, someCase, (some, another, question) => {
        const [before, after] = [decide(question, some), decide(question, { ...some, "another one": another })];
        if (before.type === "contain" && before.scope === "session" && after.type === "contain") {
          expect(after.scope).toBe("session");
        }
      }),
    );
  });

  test("an approval or a wish never overrides a refusal, and leaves no question", () => {
    fc.assert(
      fc.property(guardrails, fc.constantFrom(APPROVED, WISHED), (some, answered) => {
        const [before, after] = [decide(ALERTED, some), decide(answered, some)];
        expect(after.type).toBe(before.type === "refuse" ? "refuse" : "contain");
      }),
    );
  });

  test("what a person's word has answered stays on record", () => {
    fc.assert(
      fc.property(guardrails, (some) => {
        const [asked, answered] = [decide(ALERTED, some), decide(APPROVED, some)];
        if (asked.type === "ask") expect(answered).toMatchObject({ type: "contain", despite: asked.because });
      }),
    );
  });

  test("one that throws asks, with its name, and never goes on", () => {
    fc.assert(
      fc.property(guardrails, (some) => {
        const verdict = decide(ALERTED, { ...some, "broken one": BREAKS });
        expect(verdict.type).not.toBe("contain");
        expect(JSON.stringify(verdict)).toContain(
          verdict.type === "ask" ? "The guardrail broken one failed: lost its mind" : "",
        );
      }),
    );
    expect(decide(ALERTED, { broken: BREAKS })).toEqual({
      type: "ask",
      because: ["The guardrail broken failed: lost its mind"],
    });
  });

  test("every reason that led to the verdict is heard", () => {
    fc.assert(
      fc.property(guardrails, (some) => {
        const verdict = decide(ALERTED, some);
        const reasons = Object.values(some).flatMap((one) => {
          const said = one === undefined ? undefined : tryIt(one);
          return said?.is === verdict.type && "because" in said ? [said.because] : [];
        });
        if (verdict.type !== "contain") expect(verdict.because).toEqual(expect.arrayContaining(reasons));
      }),
    );
  });
});

function tryIt(guardrail: Guardrail): Opinion | undefined {
  try {
    return guardrail(ALERTED);
  } catch {
    return undefined;
  }
}
