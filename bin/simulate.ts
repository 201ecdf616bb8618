// `npm run simulate`: opponents against defenders over many seeds as a table, or one seed as a story; `scale`: very many incidents.
import { writeFileSync } from "node:fs";
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
  await (isScale ? simulateScale(readScaleWish(rest)) : simulateOpponents(readWish(process.argv.slice(2))));
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

function simulateOpponents(wish: Wish): Promise<void> {
  return wish.story ? tellStories(wish) : simulate(wish);
}

async function simulate({ seeds, opponent, defenders, jobs, json }: Wish): Promise<void> {
  const tasks = seeds.map((seed) => ({ seed, opponent, defenders }));
  const { outcomes, failures } = await runAll(tasks, jobs, (done) =>
    process.stderr.write(`\r${done} of ${seeds.length} seeds`),
  );
  process.stderr.write("\n");
  if (json !== undefined) writeFileSync(json, `${JSON.stringify(outcomes, null, 1)}\n`);
  process.stdout.write(toTable(summarize(outcomes)));
  for (const failure of failures) process.stderr.write(`${failure}\n`);
  if (failures.length > 0) process.exitCode = 1;
}

async function tellStories({ seeds, opponent, defenders }: Wish): Promise<void> {
  for (const seed of seeds) {
    for (const defender of defenders) {
      const scenario = drawScenario(seed, opponent);
      const { story, outcome } = await run(scenario, defender, true);
      const title = `Seed ${seed}: ${scenario.opponents.join(" and ")} with ${scenario.leak}, against ${defender}`;
      process.stdout.write(`${title}\n\n${story.join("\n")}\n\n${JSON.stringify(outcome, null, 1)}\n\n`);
    }
  }
}
