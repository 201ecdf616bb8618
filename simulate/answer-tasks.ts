// One process of the pool: takes tasks from its parent and answers each with the outcomes.
import type { Report } from "./pool.ts";

export function answerTasks<Task, Outcome>(play: (task: Task) => Promise<readonly Outcome[]>): void {
  process.on("message", (task: Task) => {
    void report(() => play(task)).then((answer) => process.send?.(answer));
  });
}

async function report<Outcome>(play: () => Promise<readonly Outcome[]>): Promise<Report<Outcome>> {
  try {
    return { outcomes: await play() };
  } catch (error) {
    return { failed: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
