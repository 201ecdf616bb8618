// The words in which an incident is told: durations, levels, names, and what hides in them.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Presented } from "../../../lambda/answers.ts";
import { durationWords, timeBetween } from "../../../lambda/words/duration-words.ts";
import { howSure } from "../../../lambda/words/how-sure.ts";
import { plainText } from "../../../lambda/words/plain-text.ts";
import { whatNext } from "../../../lambda/words/what-next.ts";
import { whereItStands } from "../../../lambda/words/where-it-stands.ts";
import { whose } from "../../../lambda/words/whose.ts";

const INCIDENT: Presented = {
  id: "2026-03-01T09:00:00.000Z-abc",
  account: "111122223333",
  principal: { kind: "role", name: "app", session: "i-0abc" },
  status: "contained",
  proof: "proven",
  because: [],
  cutoff: "2026-03-01T09:00:30Z",
  openedAt: "2026-03-01T09:00:00.000Z",
  alerts: [],
  verdicts: {},
  failures: {},
  pending: [],
  steps: [],
  entries: [],
  sessions: [],
  questions: [],
  residual: [],
};

describe("durations", () => {
  test.each([
    [0, "less than a second"],
    [-5, "less than a second"],
    [1_000, "1 second"],
    [59_600, "1 minute"],
    [61_000, "1 minute 1 second"],
    [3_599_900, "1 hour"],
    [3_600_000 + 29_000, "1 hour"],
    [12 * 3_600_000 + 30 * 60_000, "12 hours 30 minutes"],
    [3 * 86_400_000 + 4 * 3_600_000, "3 days 4 hours"],
    [Number.NaN, "less than a second"],
  ])("%d ms are %s", (milliseconds, words) => {
    expect(durationWords(milliseconds)).toBe(words);
  });

  test("between two times", () => {
    expect(timeBetween("2026-03-01T09:00:00Z", "2026-03-01T09:02:05.000Z")).toBe("2 minutes 5 seconds");
  });
});

describe("texts that an intruder may have written", () => {
  test("of plain ASCII keep every letter, with one space between words and none around them", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme-ascii", maxLength: 80 }), (text) => {
        expect(plainText(text)).toBe(
          text
            .split(" ")
            .filter((word) => word !== "")
            .join(" "),
        );
      }),
    );
  });

  test("keep nothing that a terminal obeys or that reorders, and stay within their length", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 80 }), fc.integer({ min: 1, max: 60 }), (text, longest) => {
        const plain = plainText(text, longest);
        expect(plain).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        expect(Array.from(plain).length).toBeLessThanOrEqual(longest);
      }),
    );
  });

  test("show that something was there", () => {
    expect(plainText("a\u001b[31mb\u202Ec")).toBe("a\u{fffd}[31mb\u{fffd}c");
    expect(plainText("two\r\n lines")).toBe("two lines");
    expect(plainText("Jörg 東京 👍")).toBe("Jörg 東京 👍");
  });

  test("do not speak through the sentences about them", () => {
    const principal = { kind: "role", name: "app", session: "\u001b]0;x\u0007\u202Eme" } as const;
    const said = whereItStands({ ...INCIDENT, status: "refused", because: ["\u001b[2J gone"] });
    for (const words of [whose(principal, "1"), said]) expect(words).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });
});

test("who a principal is says its account where it is known", () => {
  expect(whose(INCIDENT.principal, "111122223333")).toBe(
    "the session i-0abc of the role app in the account 111122223333",
  );
  expect(whose({ kind: "access-key" }, "unknown")).toBe("the unknown owner of the access key");
});

test("what is not contained is never told as contained", () => {
  const of = (change: Partial<Presented>) => whereItStands({ ...INCIDENT, ...change });
  expect(of({})).toMatch(/^Contained, and proven/);
  expect(of({ status: "awaiting-approval", proof: "none" })).toMatch(/^NOT contained/);
  expect(of({ status: "failed", proof: "none", because: ["AccessDenied"] })).toMatch(/^NOT contained.*AccessDenied/);
  expect(of({ proof: "leaking" })).toMatch(/^LEAKING/);
  expect(of({ held: { since: "2026-03-01T09:01:00Z", because: [] } })).toContain("nobody can work");
});

test("what a person does by hand is told line by line, none of it cut off", () => {
  const because = [`No policy of ours reaches it. Act now:\n${"1. Sign in. ".repeat(60)}\naws iam x --name \u001b[31m`];
  const refused = { ...INCIDENT, status: "refused" as const, because };
  const [next] = whatNext(refused);
  expect(next?.what).toMatch(/act on the reason: No policy of ours reaches it\. Act now:$/);
  expect(next?.command?.split("\n")).toEqual(["1. Sign in. ".repeat(60).trim(), "aws iam x --name \u{fffd}[31m"]);
  expect(whereItStands(refused)).toMatch(/Act now:$/);
});

test("how sure it is names what is missing, and only of the level that it is about", () => {
  const evidence = {
    level: "unproven",
    missing: ["us-west-2 cannot be read."],
    denied: 2,
    unstoppable: 0,
    allowed: [],
  } as const;
  expect(howSure("unproven", evidence)).toContain("us-west-2 cannot be read.");
  expect(howSure("none", evidence)).not.toContain("us-west-2");
});

test("what a person does next comes with a command that a shell takes whole", () => {
  const id = "x; rm -rf ~";
  const next = whatNext({ ...INCIDENT, id, status: "awaiting-approval", proof: "none" });
  expect(next.map(({ command }) => command)).toEqual([
    "responder approve 'x; rm -rf ~' --reason REASON",
    "responder reject 'x; rm -rf ~' --reason REASON",
  ]);
});
