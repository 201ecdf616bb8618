// Many seeds over several processes: each takes the next seed when it has finished one.
import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import type { DefenderName } from "./defender/index.ts";
import type { Outcome } from "./outcome.ts";
import type { Scenario } from "./scenario.ts";

export type Task = {
  readonly seed: number;
  readonly opponent: Scenario["opponent"] | undefined;
  readonly defenders: readonly DefenderName[];
};

/** What a process answers to a task. */
export type Report = { readonly outcomes: readonly Outcome[] } | { readonly failed: string };

export type Results = {
  /** In the order of the tasks, however many processes there are. */
  readonly outcomes: readonly Outcome[];
  /** Seeds that could not be played to the end, each with the reason: they keep no other from its turn. */
  readonly failures: readonly string[];
};

/** `onDone` hears of each seed. */
export async function runAll(tasks: readonly Task[], jobs: number, onDone: (done: number) => void): Promise<Results> {
  const failures: string[] = [];
  const reports: (readonly Outcome[])[] = [];
  let next = 0;
  let done = 0;

  async function serve(process: ChildProcess): Promise<void> {
    for (let index = next++; index < tasks.length; index = next++) {
      const task = tasks[index] as Task; // There is one: the index is below the length.
      const report = await ask(process, task);
      if ("failed" in report)
        failures.push(`Seed ${task.seed} failed. See it with --seed ${task.seed} --story.\n${report.failed}`);
      else reports[index] = report.outcomes;
      onDone(++done);
    }
  }

  const processes = Array.from({ length: Math.min(jobs, tasks.length) }, () => fork(PROGRAM));
  try {
    await Promise.all(processes.map(serve));
  } finally {
    for (const process of processes) process.kill();
  }
  return { outcomes: reports.flat(), failures };
}

const PROGRAM = join(import.meta.dirname, "job.ts");

function ask(process: ChildProcess, task: Task): Promise<Report> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`The process for seed ${task.seed} ended with ${code}.`));
    process.once("exit", ended);
    process.once("message", (report) => {
      process.off("exit", ended);
      resolve(report as Report); // From job.ts, which sends nothing else.
    });
    process.send(task);
  });
}
