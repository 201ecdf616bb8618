// Whoever denies at the same time has the clock in common, and perhaps nothing else: it is enough for the same cutoff.
import fc from "fast-check";
import { expect, test } from "vitest";
import { agreedCutoff, ahead } from "../../lambda/cutoff.ts";
import type { Deps } from "../../lambda/deps.ts";

const START = Date.parse("2026-03-01T09:00:00Z");

/** Nothing else is asked of them. */
const depsAt = (now: number, cutoffLeadSeconds = 30) =>
  ({ config: { cutoffLeadSeconds }, now: () => now }) as unknown as Deps;
const byTheClock = (now: number) => ahead(depsAt(now), now);

const moment = fc.integer({ min: START, max: START + 3_600_000 });

test("a cutoff lies as far ahead as the lead or up to a fifteenth less, to the second", () => {
  fc.assert(
    fc.property(moment, fc.integer({ min: 1, max: 300 }), (now, seconds) => {
      const lead = seconds * 1000;
      const cutoff = Date.parse(ahead(depsAt(now, seconds), now)) - now;
      expect(cutoff).toBeGreaterThan((lead * 14) / 15 - 1);
      expect(cutoff).toBeLessThan(lead + 1000);
    }),
  );
});

test("whoever writes without the ledger uses the clock's cutoff of that moment, however long he was kept waiting", async () => {
  await fc.assert(
    fc.asyncProperty(moment, fc.nat({ max: 30_000 }), async (now, waited) => {
      const meant = byTheClock(now - waited);
      const cutoff = await agreedCutoff(depsAt(now), undefined, meant);
      expect([byTheClock(now), byTheClock(now - Math.min(waited, 6_000))]).toContain(cutoff);
      expect(Date.parse(cutoff) - now).toBeGreaterThanOrEqual(24_000);
    }),
  );
});

test("two alerts that came at the same moment are answered with the same, though one of them waits for the ledger", async () => {
  await fc.assert(
    fc.asyncProperty(moment, fc.nat({ max: 900 }), async (now, waited) => {
      const meant = byTheClock(now);
      const cutoffs = [now, now + waited].map((when) => agreedCutoff(depsAt(when), undefined, meant));
      expect(new Set(await Promise.all(cutoffs)).size).toBe(1);
    }),
  );
});

test("cutoffs are multiples of two seconds, where the lead is thirty", () => {
  fc.assert(
    fc.property(moment, (now) => {
      expect(Date.parse(byTheClock(now)) % 2_000).toBe(0);
    }),
  );
});
