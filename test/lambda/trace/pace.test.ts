import fc from "fast-check";
import { expect, test } from "vitest";
import { holdBack, inTurn } from "../../../lambda/trace/pace.ts";

/** Time that passes only while somebody sleeps: whoever wakes first is next. */
function stillClock() {
  let time = 0;
  const sleepers: { readonly at: number; readonly wake: () => void }[] = [];
  async function pass() {
    for (;;) {
      await new Promise(setImmediate);
      const next = sleepers.sort((one, other) => one.at - other.at).shift();
      if (!next) return;
      time = Math.max(time, next.at);
      next.wake();
    }
  }
  const sleep = (ms: number) => new Promise<void>((wake) => void sleepers.push({ at: time + ms, wake }));
  return { now: () => time, sleep, pass };
}

test("however many read side by side, never two calls within half a second, and none beside another", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 2_000 }), { minLength: 1, maxLength: 12 }),
      async (durations) => {
        const { now, sleep, pass } = stillClock();
        const client = {};
        const starts: number[] = [];
        let running = 0;
        const calls = durations.map((ms) =>
          inTurn(client, { now, sleep }, Number.POSITIVE_INFINITY, async () => {
            expect(++running).toBe(1);
            starts.push(now());
            await sleep(ms);
            running--;
          }),
        );
        await pass();
        await Promise.all(calls);
        expect(starts).toHaveLength(durations.length);
        for (const [index, start] of starts.entries()) {
          const before = starts[index - 1];
          if (before !== undefined) expect(start - before).toBeGreaterThanOrEqual(500);
        }
      },
    ),
    { numRuns: 40 },
  );
});

test("other accounts and Regions do not wait", async () => {
  const { now, sleep } = stillClock();
  const starts = [{}, {}, {}].map((client) => inTurn(client, { now, sleep }, 1, async () => now()));
  expect(await Promise.all(starts)).toEqual([0, 0, 0]);
});

test("after AWS has said that it is too much, everybody waits; whose turn would come too late does not call", async () => {
  const { now, sleep, pass } = stillClock();
  const client = {};
  holdBack(client, { now });
  const late = inTurn(client, { now, sleep }, 1_000, async () => "called");
  const patient = inTurn(client, { now, sleep }, 10_000, async () => now());
  await pass();
  expect(await late).toBeUndefined();
  expect(await patient).toBeGreaterThanOrEqual(1_000);
});

test("a call that fails fails for whoever made it, and for nobody else", async () => {
  const { now, sleep, pass } = stillClock();
  const client = {};
  const failing = inTurn(client, { now, sleep }, 10_000, () => Promise.reject(new Error("closed")));
  const next = inTurn(client, { now, sleep }, 10_000, async () => "called");
  await expect(failing).rejects.toThrow("closed");
  await pass();
  expect(await next).toBe("called");
});
