// The process that plays opponents against defenders.
import { answerTasks } from "./answer-tasks.ts";
import type { DefenderName } from "./defender/index.ts";
import type { Outcome } from "./outcome.ts";
import { run } from "./run.ts";
import { drawScenario, type Scenario } from "./scenario.ts";

export type Task = {
  readonly seed: number;
  readonly opponent: Scenario["opponent"] | undefined;
  readonly defenders: readonly DefenderName[];
};

export const JOB = import.meta.filename;

if (process.argv[1] === JOB)
  answerTasks(async ({ seed, opponent, defenders }: Task): Promise<readonly Outcome[]> => {
    const outcomes: Outcome[] = [];
    for (const defender of defenders) outcomes.push((await run(drawScenario(seed, opponent), defender)).outcome);
    return outcomes;
  });
