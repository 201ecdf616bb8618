// Waiting where IAM throttles: by a clock of its own, so that nothing here takes time.
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Clock, patiently } from "../../lambda/patiently.ts";

const THROTTLED = Object.assign(new Error("Rate exceeded"), { name: "Throttling" });

/** `draws`: the random bits of the ids, in turn. */
function clock(draws: readonly number[] = [0]) {
  let [time, drawn] = [0, 0];
  const waits: number[] = [];
  const own: Clock = {
    now: () => time,
    async sleep(ms) {
      waits.push(ms);
      time += ms;
    },
    newId: () => (draws[drawn++ % draws.length] ?? 0).toString(16).padStart(8, "0"),
  };
  return { own, waits, now: own.now };
}

/** Throttled until the clock says so. */
function roomAt(time: number, now: () => number) {
  return async (tries: number) => {
    if (now() < time) throw THROTTLED;
    return tries;
  };
}

test("whenever there is room, the work is done no later than a sixth of the wait afterwards, or a second", async () => {
  const bits = fc.integer({ min: 0, max: 2 ** 32 - 1 });
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 200_000 }), fc.array(bits, { minLength: 1 }), async (time, draws) => {
      const { own, now, waits } = clock(draws);
      expect(await patiently(own, 240_000, roomAt(time, now))).toBe(waits.length);
      expect(now() - time).toBeLessThanOrEqual(Math.max(1_000, time / 6));
      for (const wait of waits) expect(wait).toBeGreaterThanOrEqual(500);
    }),
  );
});

test("patience ends, and the last refusal is the answer", async () => {
  const { own, now } = clock();
  await expect(patiently(own, 10_000, roomAt(Number.POSITIVE_INFINITY, now))).rejects.toBe(THROTTLED);
  expect(now()).toBeGreaterThanOrEqual(10_000);
  expect(now()).toBeLessThan(12_000);
});

test("whatever else goes wrong is not waited for", async () => {
  const { own, waits } = clock();
  const refused = Object.assign(new Error("no"), { name: "AccessDenied" });
  await expect(patiently(own, 10_000, () => Promise.reject(refused))).rejects.toBe(refused);
  expect(waits).toEqual([]);
});
