// The queueing models: nothing is lost in them, nothing is faster than a limit, and a seed says it all.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createEventLoop, type Process } from "../../../simulate/scale/event-loop.ts";
import { createBucket, createCore, percentile } from "../../../simulate/scale/limits.ts";
import { type StormWorld, simulateStorm } from "../../../simulate/scale/storm.ts";
import { simulateWatch, type WatchWorld } from "../../../simulate/scale/watch.ts";

const times = fc.array(fc.integer({ min: 0, max: 1000 }), { maxLength: 50 });

describe("the event loop", () => {
  test("wakes whoever sleeps in the order of their times, those of one time in the order in which they went to sleep", () => {
    fc.assert(
      fc.property(times, (waits) => {
        const loop = createEventLoop();
        const woken: { readonly at: number; readonly index: number }[] = [];
        function* sleeper(index: number): Process {
          woken.push({ at: loop.now(), index });
          yield 0;
        }
        for (const [index, wait] of waits.entries()) loop.start(sleeper(index), wait);
        loop.run(1000);
        const sorted = waits.map((at, index) => ({ at, index })).sort((one, other) => one.at - other.at);
        expect(woken).toEqual(sorted);
      }),
    );
  });

  test("runs nothing before its time", () => {
    const loop = createEventLoop();
    const seen: number[] = [];
    function* clock(): Process {
      for (;;) {
        seen.push(loop.now());
        yield 10;
      }
    }
    loop.start(clock());
    loop.run(25);
    expect([seen, loop.now()]).toEqual([[0, 10, 20], 25]);
  });
});

describe("a limit", () => {
  test("of a bucket: in no stretch more than its size and what came in meanwhile", () => {
    const calls = fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 1, maxLength: 100 });
    fc.assert(
      fc.property(calls, fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 }), (pauses, rate, size) => {
        const bucket = createBucket(rate, size);
        let now = 0;
        const taken: number[] = [];
        for (const pause of pauses) {
          now += pause;
          if (bucket.take(now)) taken.push(now);
        }
        for (const [index, from] of taken.entries()) {
          for (const [more, to] of taken.slice(index).entries()) {
            expect(more + 1).toBeLessThanOrEqual(size + ((to - from) * rate) / 1000 + 1e-6);
          }
        }
        expect(bucket.taken() + bucket.refused()).toBe(pauses.length);
      }),
    );
  });

  test("of a core: work is done one after the other, and its share makes it longer", () => {
    const core = createCore(0.5);
    expect([core.work(0, 10), core.work(0, 10), core.work(100, 5)]).toEqual([20, 40, 10]);
  });

  test("of a share: percentiles are values that there are", () => {
    expect([0.5, 0.99, 1].map((share) => percentile([3, 1, 2], share))).toEqual([2, 3, 3]);
    expect(percentile([], 0.5)).toBeUndefined();
  });
});

const STORM: StormWorld = {
  alerts: 120,
  accounts: 1,
  concurrency: 20,
  iamWritesPerSecond: 3,
  cpuMs: 20,
  core: 1,
  iamMs: 60,
  afterMs: 150,
  seed: 1,
};

describe("a storm of alerts", () => {
  const worlds = fc.record({
    alerts: fc.integer({ min: 1, max: 150 }),
    accounts: fc.integer({ min: 1, max: 10 }),
    concurrency: fc.integer({ min: 1, max: 200 }),
    iamWritesPerSecond: fc.integer({ min: 1, max: 20 }),
    seed: fc.integer({ min: 1, max: 1000 }),
  });

  test("ends with every alert denied by one write, and none sooner than IAM lets it", () => {
    fc.assert(
      fc.property(worlds, (some) => {
        const world = { ...STORM, ...some };
        const { toDeny, writes } = simulateStorm(world);
        expect([toDeny.length, writes]).toEqual([world.alerts, world.alerts]);
        const inOne = Math.ceil(world.alerts / world.accounts);
        const soonest = ((inOne - 2 * world.iamWritesPerSecond) / world.iamWritesPerSecond) * 1000;
        expect(Math.max(...toDeny)).toBeGreaterThanOrEqual(soonest - 10_000); // Its alert may have come ten seconds late.
        expect(Math.min(...toDeny)).toBeGreaterThanOrEqual(world.cpuMs + 2 * world.iamMs);
      }),
      { numRuns: 30 },
    );
  });

  test("is the same each time of a seed, and another of another", () => {
    expect(simulateStorm(STORM)).toEqual(simulateStorm(STORM));
    expect(simulateStorm(STORM)).not.toEqual(simulateStorm({ ...STORM, seed: 2 }));
  });

  test("is throttled more often where nothing bounds how many are answered at once", () => {
    const bounded = simulateStorm(STORM);
    const unbounded = simulateStorm({ ...STORM, concurrency: 1_000 });
    expect(unbounded.throttled).toBeGreaterThan(bounded.throttled);
  });
});

const WATCH: WatchWorld = {
  incidents: 60,
  accounts: 1,
  looks: {
    first: { cpuMs: 80, waitMs: 600, lookups: 2 },
    quiet: { cpuMs: 4, waitMs: 120, lookups: 0 },
    reading: { cpuMs: 60, waitMs: 500, lookups: 3 },
  },
  core: 1,
  beginsForMs: 50_000,
  ledgerMs: 6,
  lookupMs: 300,
  seed: 1,
};
const HOURS = 3;

describe("heartbeats over many incidents", () => {
  test("prove none before silence counts, all in the end, and ask the trail no faster than it answers", () => {
    for (const [accounts, looksForMs] of [[1], [7, 25_000], [60], [1, 25_000]] as const) {
      const world = { ...WATCH, accounts, ...(looksForMs === undefined ? {} : { looksForMs }) };
      const { toProven, notProven, lookups } = simulateWatch(world, HOURS);
      expect([toProven.length, notProven]).toEqual([WATCH.incidents, 0]);
      expect(Math.min(...toProven)).toBeGreaterThan(120 * 60_000);
      expect(lookups).toBeLessThanOrEqual(accounts * (2 + 2 * HOURS * 3600));
    }
  });

  test("look at everything each minute or two where looks come first, however long the trail takes", () => {
    const crowd = { ...WATCH, incidents: 400 };
    const longest = (world: WatchWorld) => Math.max(...simulateWatch(world, 1).between);
    expect(longest({ ...crowd, looksForMs: 25_000 })).toBeLessThan(2.5 * 60_000);
    expect(longest(crowd)).toBeGreaterThan(5 * 60_000);
  });

  test("are the same each time of a seed, and others of another", () => {
    expect(simulateWatch(WATCH, 1)).toEqual(simulateWatch(WATCH, 1));
    expect(simulateWatch(WATCH, 1)).not.toEqual(simulateWatch({ ...WATCH, seed: 2 }, 1));
  });

  test("are ended by Lambda where a beat goes on for as long as there is something to do, and never where it does not", () => {
    const slow = { ...WATCH, incidents: 400, core: 0.25 };
    const without = simulateWatch({ ...slow, beginsForMs: Number.POSITIVE_INFINITY }, 1);
    expect(without.ended).toBeGreaterThan(0);
    expect(simulateWatch(slow, 1)).toMatchObject({ ended: 0, deadLetters: 0 });
  });
});
