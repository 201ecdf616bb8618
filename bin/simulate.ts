// `npm run simulate`: opponents against defenders, or the responder against `faults`, over many seeds as a table or one as a story; `scale`: very many incidents.
import { writeFileSync } from "node:fs";
import { JOB as FAULTS_JOB } from "../simulate/faults/job.ts";
import type { Outcome as FaultsOutcome } from "../simulate/faults/outcome.ts";
import { drawPlan } from "../simulate/faults/plan.ts";
import { run as runFaults } from "../simulate/faults/run.ts";
import { toTable as toFaultsTable } from "../simulate/faults/table.ts";
import { JOB, type Task } from "../simulate/job.ts";
import type { Outcome } from "../simulate/outcome.ts";
import { runAll } from "../simulate/pool.ts";
import { run } from "../simulate/run.ts";
import { readScaleWish, SCALE_USAGE, type ScaleWish, scale, scaleTables } from "../simulate/scale/scale.ts";
import { drawScenario } from "../simulate/scenario.ts";
import { summarize } from "../simulate/summary.ts";
import { toTable } from "../simulate/table.ts";
import { readWish, USAGE, UsageError, type Wish } from "../simulate/wish.ts";

const [first, ...rest] = process.argv.slice(2);
const isScale = first === "scale";

try {
  await (isScale ? simulateScale(readScaleWish(rest)) : simulateSeeds(readWish(process.argv.slice(2))));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n${isScale ? SCALE_USAGE : USAGE}`);
  process.exitCode = 2;
}

async function simulateScale(wish: ScaleWish): Promise<void> {
  const found = await scale(wish);
  if (wish.json !== undefined) writeFileSync(wish.json, `${JSON.stringify(found, null, 1)}\n`);
  process.stdout.write(scaleTables(found));
}

function simulateSeeds(wish: Wish): Promise<void> {
  if (wish.faults) return wish.story ? tellFaults(wish) : simulateFaults(wish);
  return wish.story ? tellStories(wish) : simulate(wish);
}

async function simulate({ seeds, opponent, defenders, jobs, json }: Wish): Promise<void> {
  const tasks = seeds.map((seed): Task => ({ seed, opponent, defenders }));
  const { outcomes, failures } = await runAll<Task, Outcome>(JOB, tasks, jobs, progress(seeds.length));
  show(toTable(summarize(outcomes)), outcomes, json, failures);
}

async function simulateFaults({ seeds, jobs, json }: Wish): Promise<void> {
  const tasks = seeds.map((seed) => ({ seed }));
  const results = await runAll<{ seed: number }, FaultsOutcome>(FAULTS_JOB, tasks, jobs, progress(seeds.length));
  const { outcomes, failures } = results;
  const broken = outcomes.flatMap(({ seed, violations }) =>
    violations.map((violation) => `Seed ${seed}: ${violation} See it with --seed ${seed} --story.`),
  );
  show(toFaultsTable(outcomes), outcomes, json, [...broken, ...failures]);
}

function progress(seeds: number): (done: number) => void {
  return (done) => process.stderr.write(`\r${done} of ${seeds} seeds`);
}

function show(table: string, outcomes: unknown, json: string | undefined, failures: readonly string[]): void {
  process.stderr.write("\n");
  if (json !== undefined) writeFileSync(json, `${JSON.stringify(outcomes, null, 1)}\n`);
  process.stdout.write(table);
  for (const failure of failures) process.stderr.write(`${failure}\n`);
  if (failures.length > 0) process.exitCode = 1;
}

async function tellStories({ seeds, opponent, defenders }: Wish): Promise<void> {
  for (const seed of seeds) {
    for (const defender of defenders) {
      const scenario = drawScenario(seed, opponent);
      const { story, outcome } = await run(scenario, defender, true);
      tell(
        `Seed ${seed}: ${scenario.opponents.join(" and ")} with ${scenario.leak}, against ${defender}`,
        story,
        outcome,
      );
    }
  }
}

async function tellFaults({ seeds }: Wish): Promise<void> {
  for (const seed of seeds) {
    const plan = drawPlan(seed);
    const { story, outcome } = await runFaults(plan, true);
    tell(`Seed ${seed}: ${plan.leaks.length} leaks, ${plan.faults.length} faults`, story, outcome);
    if (outcome.violations.length > 0) process.exitCode = 1;
  }
}

function tell(title: string, story: readonly string[], outcome: unknown): void {
  process.stdout.write(`${title}\n\n${story.join("\n")}\n\n${JSON.stringify(outcome, null, 1)}\n\n`);
}
