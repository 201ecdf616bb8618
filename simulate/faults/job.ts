// The process that plays seeds of faults.
import { answerTasks } from "../answer-tasks.ts";
import type { Outcome } from "./outcome.ts";
import { drawPlan } from "./plan.ts";
import { run } from "./run.ts";

export const JOB = import.meta.filename;

if (process.argv[1] === JOB)
  answerTasks(async ({ seed }: { readonly seed: number }): Promise<readonly Outcome[]> => {
    return [(await run(drawPlan(seed))).outcome];
  });
