import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createClock } from "../../mock-aws/clock.ts";

const START = Date.parse("2026-03-01T09:00:00Z");
const still = () => createClock({ start: START });

/** Enough turns of the event loop for any promise that is not stuck. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
}

describe("a still clock", () => {
  test("moves only when it is advanced", async () => {
    const clock = still();
    await settle();
    expect(clock.now()).toBe(START);
    expect(await clock.advanceTo(START + 1000)).toBe(START + 1000);
    expect(clock.now()).toBe(START + 1000);
  });

  test("never moves back", async () => {
    const clock = still();
    await clock.advanceTo(START + 1000);
    await clock.advanceTo(START);
    expect(clock.now()).toBe(START + 1000);
  });

  test("runs each task at its own time, in the order of times and then of asking", async () => {
    const clock = still();
    const runs: string[] = [];
    const at = (time: number, name: string) =>
      clock.at(START + time, () => void runs.push(`${name}@${clock.now() - START}`));
    at(20, "c");
    at(10, "a");
    at(10, "b");
    at(30, "d");
    await clock.advanceTo(START + 20);
    expect(runs).toEqual(["a@10", "b@10", "c@20"]);
  });

  test("runs what is overdue at once, without turning back for it", async () => {
    const clock = still();
    await clock.advanceTo(START + 100);
    let ranAt = 0;
    clock.at(START + 50, () => {
      ranAt = clock.now();
    });
    await clock.advanceTo(clock.now());
    expect(ranAt).toBe(START + 100);
  });

  test("runs what tasks ask for on the way, if it is due by then", async () => {
    const clock = still();
    const runs: number[] = [];
    const again = () => {
      runs.push(clock.now() - START);
      clock.at(clock.now() + 10, again);
    };
    clock.at(START + 10, again);
    await clock.advanceTo(START + 35);
    expect(runs).toEqual([10, 20, 30]);
  });

  test("does not pass under a task that waits for something else than time", async () => {
    const clock = still();
    const runs: string[] = [];
    clock.at(START + 10, async () => {
      await settle();
      runs.push(`slow@${clock.now() - START}`);
    });
    clock.at(START + 10, () => void runs.push(`next@${clock.now() - START}`));
    await clock.advanceTo(START + 20);
    expect(runs).toEqual(["slow@10", "next@10"]);
  });

  test("passes under a task that sleeps, and waits for it to the end", async () => {
    const clock = still();
    const runs: string[] = [];
    clock.at(START + 10, async () => {
      await clock.sleep(30);
      runs.push(`woken@${clock.now() - START}`);
      await settle();
      await clock.sleep(30);
      runs.push(`done@${clock.now() - START}`);
    });
    clock.at(START + 20, () => void runs.push(`between@${clock.now() - START}`));
    const end = await clock.advanceTo(START + 25);
    expect(runs).toEqual(["between@20", "woken@40", "done@70"]);
    expect(end).toBe(START + 70);
  });

  test("does not run ahead for a task that only asked for a later one", async () => {
    const clock = still();
    clock.at(START + 10, () => clock.at(START + 1000, () => {}));
    expect(await clock.advanceTo(START + 20)).toBe(START + 20);
  });

  test("passes under a task that sleeps in several branches at once, and each wakes in its time", async () => {
    const clock = still();
    const woken: string[] = [];
    const branch = async (name: string, ...naps: readonly number[]) => {
      for (const nap of naps) await clock.sleep(nap);
      woken.push(`${name} ${clock.now() - START}`);
    };
    clock.at(START + 10, async () => {
      await Promise.all([branch("a", 5, 5, 5), branch("b", 7), branch("none"), branch("c", 20)]);
      woken.push("all");
    });
    await clock.advanceTo(START + 11);
    expect(woken).toEqual(["none 10", "b 17", "a 25", "c 30", "all"]);
  });

  test("does not pass under a branch that waits for an answer while another one sleeps", async () => {
    const clock = still();
    let answered = 0;
    clock.at(START + 10, async () => {
      const answer = clock.during(() => new Promise((resolve) => setTimeout(resolve, 30)));
      await Promise.all([clock.sleep(1_000), answer.then(() => (answered = clock.now()))]);
    });
    await clock.advanceTo(START + 2_000);
    expect(answered).toBe(START + 10);
  });

  test("passes under a task that waits for what a sleeping one has begun, as for credentials that are shared", async () => {
    const clock = still();
    const ends: string[] = [];
    let shared: Promise<void> | undefined;
    for (const [start, name] of [
      [10, "first"],
      [20, "second"],
    ] as const) {
      clock.at(START + start, async () => {
        shared ??= clock.sleep(100);
        await shared;
        ends.push(`${name} ${clock.now() - START}`);
      });
    }
    clock.at(START + 50, () => void ends.push("between"));
    await clock.advanceTo(START + 30);
    expect(ends).toEqual(["between", "first 110", "second 110"]);
  });

  test("does not pass under a task that was kept from its turn by a busy machine, while another one sleeps", async () => {
    const clock = still();
    let seen = 0;
    clock.at(START + 10, () => clock.sleep(1_000));
    clock.at(START + 20, async () => {
      await settle();
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 600); // Nothing else runs meanwhile, timers neither.
      await settle();
      seen = clock.now();
    });
    await clock.advanceTo(START + 2_000);
    expect(seen).toBe(START + 20);
  });

  test("whoever is no task sleeps until somebody moves the clock", async () => {
    const clock = still();
    let isAwake = false;
    const sleeping = clock.sleep(10).then(() => {
      isAwake = true;
    });
    await clock.advanceTo(START + 9);
    await settle();
    expect(isAwake).toBe(false);
    await clock.advanceTo(START + 10);
    await sleeping;
  });

  test("goes on after a task that fails", async () => {
    const clock = still();
    const { error } = console;
    const complaints: unknown[][] = [];
    console.error = (...words: unknown[]) => void complaints.push(words);
    let ran = false;
    clock.at(START + 1, () => {
      throw new Error("broken");
    });
    clock.at(START + 2, () => {
      ran = true;
    });
    await clock.advanceTo(START + 3).finally(() => {
      console.error = error;
    });
    expect(ran).toBe(true);
    expect(complaints).toEqual([["a task of the virtual clock failed:", new Error("broken")]]);
  });

  test("moves asked for at the same time are made one after the other", async () => {
    const clock = still();
    const runs: number[] = [];
    clock.at(START + 10, async () => {
      await settle();
      runs.push(clock.now() - START);
    });
    const times = await Promise.all([clock.advanceTo(START + 20), clock.advanceTo(START + 30)]);
    expect(runs).toEqual([10]);
    expect(times).toEqual([START + 20, START + 30]);
  });

  test("runs nothing once it was stopped", async () => {
    const clock = still();
    let ran = false;
    const run = () => {
      ran = true;
    };
    clock.at(START + 1, run);
    clock.stop();
    clock.at(START + 1, run);
    await clock.advanceTo(START + 2);
    expect(ran).toBe(false);
  });

  test("runs any tasks in the order of their times", async () => {
    const times = fc.array(fc.integer({ min: 0, max: 50 }));
    await fc.assert(
      fc.asyncProperty(times, async (offsets) => {
        const clock = still();
        const runs: [number, number][] = [];
        for (const [index, offset] of offsets.entries())
          clock.at(START + offset, () => void runs.push([offset, index]));
        await clock.advanceTo(START + 50);
        expect(runs).toEqual(
          offsets.map((offset, index): [number, number] => [offset, index]).sort((a, b) => a[0] - b[0] || a[1] - b[1]),
        );
      }),
    );
  });
});

describe("a ticking clock", () => {
  test("passes with the machine's own, ahead by what it was advanced", async () => {
    const clock = createClock({ start: START, ticking: true });
    const before = performance.now();
    expect(clock.now() - START).toBeLessThan(1000);
    await clock.advanceTo(START + 3_600_000);
    const passed = performance.now() - before;
    expect(clock.now()).toBeGreaterThanOrEqual(START + 3_600_000);
    expect(clock.now()).toBeLessThanOrEqual(START + 3_600_000 + passed + 1);
    clock.stop();
  });

  test("runs what is due without being told to", async () => {
    const clock = createClock({ start: START, ticking: true });
    await new Promise<void>((resolve) => clock.at(clock.now(), resolve));
    await clock.sleep(1);
    clock.stop();
  });

  test("runs nothing once it was stopped", async () => {
    const clock = createClock({ start: START, ticking: true });
    clock.stop();
    let ran = false;
    clock.at(clock.now(), () => {
      ran = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(ran).toBe(false);
  });
});
