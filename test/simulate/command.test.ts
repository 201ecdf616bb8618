// `npm run simulate`: what can be asked for, how it is shown, and that processes change nothing about it.
import { describe, expect, test } from "vitest";
import { JOB, type Task } from "../../simulate/job.ts";
import type { Outcome } from "../../simulate/outcome.ts";
import { runAll } from "../../simulate/pool.ts";
import { run } from "../../simulate/run.ts";
import { drawScenario } from "../../simulate/scenario.ts";
import { summarize } from "../../simulate/summary.ts";
import { toTable } from "../../simulate/table.ts";
import { readWish, UsageError } from "../../simulate/wish.ts";

const OUTCOME: Outcome = {
  seed: 1,
  opponent: "juggler",
  opponents: ["juggler"],
  defender: "ours",
  leak: "instance",
  editsIam: false,
  cutOff: true,
  lastSuccess: 61,
  callsAfterDeny: 3,
  live: 0,
  lockedOut: 1,
  wrongProven: 0,
  proofs: ["proven"],
};

describe("what can be asked for", () => {
  test("fifty seeds against every defender, unless said", () => {
    const { seeds, defenders, opponent, jobs, story } = readWish([]);
    expect([seeds.length, seeds[0], defenders.length, opponent, jobs, story]).toEqual([50, 1, 6, undefined, 1, false]);
    expect(readWish(["--seeds", "3", "--first", "7"]).seeds).toEqual([7, 8, 9]);
    expect(readWish(["faults", "--seeds", "3"])).toMatchObject({ faults: true, seeds: [1, 2, 3] });
    expect(readWish(["--seed", "5", "--story", "--defender", "ours"])).toMatchObject({ seeds: [5], story: true });
  });

  test.each([
    [["--seeds", "0"], /--seeds takes a whole number/],
    [["--first", "x"], /--first takes a whole number/],
    [["--story"], /name it with --seed/],
    [["--opponent", "nobody"], /There is no opponent "nobody".*juggler/],
    [["--defender", "toString"], /There is no defender "toString".*console-button/],
    [["--sed", "1"], /--sed/],
    [["weather"], /There is no simulation "weather".*faults/],
    [["faults", "--defender", "ours"], /--defender/],
  ])("not %j", (args, words) => {
    expect(() => readWish(args)).toThrow(UsageError);
    expect(() => readWish(args)).toThrow(words);
  });
});

describe("the table", () => {
  test("has a line for each pair, and lines for all who cannot edit IAM", () => {
    const leaking = { ...OUTCOME, seed: 2, cutOff: false, lastSuccess: 2400, live: 2, wrongProven: 5 };
    const lines = toTable(summarize([OUTCOME, leaking]))
      .trimEnd()
      .split("\n");
    expect(lines).toHaveLength(4);
    expect(lines[2]).toMatch(
      /^\| juggler +\| ours +\| +2 \| +50 % \| +1:01 \| +40:00 \| +3 \| +3 \| +1\.00 \| +1\.0 \| +1\.0 \| +100 % \| +1 \|$/,
    );
    expect(lines[3]).toMatch(/^\| all who cannot edit IAM \| ours/);
  });

  test("does not round up to 100 %", () => {
    const many = Array.from({ length: 2000 }, (_, seed) => ({ ...OUTCOME, seed, cutOff: seed > 0 }));
    expect(toTable(summarize(many))).toMatch(/\| +99\.9 % \|/);
  });
});

test("two processes give the outcomes that one gives, in the order of the seeds; one that fails says which it was and how to see it, and keeps no other from its turn", {
  timeout: 120_000,
}, async () => {
  const task = (seed: number) => ({ seed, opponent: undefined, defenders: ["nothing"] as const });
  const failing = { ...task(1), opponent: "nobody" as never };
  const done: number[] = [];
  const apart = await runAll<Task, Outcome>(JOB, [failing, ...[4, 5, 6].map(task)], 2, (count) => done.push(count));
  const here: Outcome[] = [];
  for (const seed of [4, 5, 6]) here.push((await run(drawScenario(seed), "nothing")).outcome);
  const failures = [expect.stringMatching(/Seed 1 failed.*--seed 1 --story/)];
  expect(apart).toEqual({ outcomes: here, failures });
  expect(done).toEqual([1, 2, 3, 4]);
});
