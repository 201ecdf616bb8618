// Waiting where IAM throttles or fails: by a clock of its own, so that nothing here takes time.
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
    pause: async () => undefined,
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

const HUNG = Object.assign(new Error("no answer"), { name: "TimeoutError" });

test("where AWS fails it is tried six times, and for half a minute where it hangs", async () => {
  let tries = 0;
  const failing = async () => {
    tries++;
    throw HUNG;
  };
  await expect(patiently(clock().own, 0, failing)).rejects.toBe(HUNG);
  expect(tries).toBe(6);
  const { own, now } = clock();
  const hanging = () => own.sleep(20_000).then(() => Promise.reject(HUNG));
  await expect(patiently(own, 240_000, hanging)).rejects.toBe(HUNG);
  expect(now()).toBe(40_000);
});

test("however long it was throttled before, a failure is tried again", async () => {
  const { own, now } = clock();
  let failures = 0;
  const work = async (tries: number) => {
    if (now() < 60_000) throw THROTTLED;
    if (failures++ < 2) throw HUNG;
    return tries;
  };
  await expect(patiently(own, 240_000, work)).resolves.toBeGreaterThan(2);
});

test.each([
  ["what AWS refuses", Object.assign(new Error("no"), { name: "AccessDenied" })],
  [
    "what the SDK has tried six times already",
    Object.assign(new Error("no answer"), HUNG, { $metadata: { attempts: 6 } }),
  ],
])("%s is not tried again", async (_what, error) => {
  let tries = 0;
  const failing = async () => {
    tries++;
    throw error;
  };
  await expect(patiently(clock().own, 10_000, failing)).rejects.toBe(error);
  expect(tries).toBe(1);
});
