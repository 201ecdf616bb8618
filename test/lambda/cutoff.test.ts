// Whoever denies without the ledger has only the clock in common with the others: it is enough for the same cutoff.
import fc from "fast-check";
import { expect, test } from "vitest";
import { agreedCutoff } from "../../lambda/cutoff.ts";
import type { Deps } from "../../lambda/deps.ts";

const START = Date.parse("2026-03-01T09:00:00Z");
const at = (ms: number) => new Date(START + ms).toISOString();
const lead = fc.integer({ min: 1, max: 300 });

/** Nothing else is asked of them. */
const deps = (cutoffLeadSeconds: number, ms: number) =>
  ({ config: { cutoffLeadSeconds }, now: () => START + ms }) as unknown as Deps;

test("it lies no further ahead than the lead, and at least two thirds of it, to the second", async () => {
  await fc.assert(
    fc.asyncProperty(lead, fc.nat({ max: 3_600_000 }), async (seconds, ms) => {
      const cutoff = Date.parse(await agreedCutoff(deps(seconds, ms), undefined, at(0)));
      const ahead = cutoff - START - ms;
      expect(ahead).toBeGreaterThanOrEqual((seconds * 1000 * 2) / 3 - 1);
      expect(ahead).toBeLessThan((seconds + 1) * 1000);
    }),
  );
});

test("all who write within the same seconds use one, whatever each of them had meant, and nobody later an earlier one", async () => {
  const moments = fc.array(fc.nat({ max: 20_000 }), { minLength: 2, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(moments, async (all) => {
      const inOrder = all.toSorted((one, other) => one - other);
      const cutoffs = await Promise.all(
        inOrder.map((ms) => agreedCutoff(deps(30, ms), undefined, at(ms + 20_000 + (ms % 7)))),
      );
      expect(cutoffs).toEqual(cutoffs.toSorted());
      expect(new Set(cutoffs).size).toBeLessThanOrEqual(3);
    }),
  );
});
