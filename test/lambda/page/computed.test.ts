// The parts of the page that only compute: what changed in a text, how long denies took, which incidents are shown first.
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Standing, urgencyOf } from "../../../lambda/ledger/urgency.ts";
import { lineDiff } from "../../../lambda/page/line-diff.ts";
import { marksOf } from "../../../lambda/page/standing.ts";
import { timeToDeny } from "../../../lambda/page/time-to-deny.ts";
import { wholeText } from "../../../lambda/page/view/html-text.ts";

const lines = fc.array(fc.constantFrom("a", "b", "c", "{", "}"), { maxLength: 12 });

test("a difference gives back both texts, and leaves what is common alone", () => {
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      const diff = lineDiff(before, after);
      const side = (other: "in" | "out") => diff.filter(({ is }) => is !== other).map(({ line }) => line);
      expect(side("in")).toEqual(before);
      expect(side("out")).toEqual(after);
    }),
  );
  expect(lineDiff(["{", "a", "}"], ["{", "b", "a", "}"]).filter(({ is }) => is !== "same")).toEqual([
    { is: "in", line: "b" },
  ]);
});

test("the time to deny is the median and the worst of those that waited for nobody", () => {
  const denied = (seconds: number, asked = false) => ({
    openedAt: "2026-03-01T09:00:00.000Z",
    containedAt: new Date(Date.parse("2026-03-01T09:00:00.000Z") + seconds * 1000).toISOString(),
    ...(asked ? { askedAt: "2026-03-01T09:00:01.000Z" } : {}),
  });
  expect(timeToDeny([])).toBeUndefined();
  expect(timeToDeny([{ openedAt: "2026-03-01T09:00:00.000Z" }])).toBeUndefined();
  const took = timeToDeny([denied(3), denied(1), denied(20), denied(900, true)]);
  expect(took).toEqual({ count: 3, medianMs: 3000, worstMs: 20_000 });
});

test("every state has a mark of its own, and whatever needs a person comes before what does not", () => {
  const statuses = ["awaiting-approval", "refused", "containing", "contained", "lifted", "failed"] as const;
  const proofs = ["none", "in-place", "effective", "proven", "unproven", "leaking"] as const;
  const all = statuses.flatMap((status) => proofs.map((proof): Standing => ({ status, proof, questions: [] })));
  for (const standing of all) expect(marksOf(standing).length, JSON.stringify(standing)).toBeGreaterThan(0);
  const needs = all.filter((standing) => urgencyOf(standing) < 4);
  expect(
    needs.every(({ status, proof }) => status !== "lifted" && (status !== "contained" || /un|leak/.test(proof))),
  ).toBe(true);
  expect(urgencyOf({ status: "contained", proof: "leaking", questions: [] })).toBe(0);
  expect(urgencyOf({ status: "lifted", proof: "leaking", questions: [] })).toBe(5);
});

test("a text that is shown whole has nothing in it that hides or reorders", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(wholeText(text)).not.toMatch(/(?![\n\t])[\p{Cc}\p{Cf}]/u);
    }),
  );
  expect(wholeText("a\u202eb\n\tc\u{e0041}")).toBe("a\\u{202e}b\n\tc\\u{e0041}");
});
