// One process of the pool: takes tasks from its parent and answers each with the outcomes.
import type { Outcome } from "./outcome.ts";
import type { Report, Task } from "./pool.ts";
import { run } from "./run.ts";
import { drawScenario } from "./scenario.ts";

process.on("message", (task: Task) => {
  void report(task).then((answer) => process.send?.(answer));
});

async function report({ seed, opponent, defenders }: Task): Promise<Report> {
  try {
    const outcomes: Outcome[] = [];
    for (const defender of defenders) outcomes.push((await run(drawScenario(seed, opponent), defender)).outcome);
    return { outcomes };
  } catch (error) {
    return { failed: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
