// Many seeds over several processes: each takes the next seed when it has finished one.
import { type ChildProcess, fork } from "node:child_process";

/** What a process answers to a task. */
export type Report<Outcome> = { readonly outcomes: readonly Outcome[] } | { readonly failed: string };

export type Results<Outcome> = {
  /** In the order of the tasks, however many processes there are. */
  readonly outcomes: readonly Outcome[];
  /** Seeds that could not be played to the end, each with the reason: they keep no other from its turn. */
  readonly failures: readonly string[];
};

/** `program`: the file of a process that answers each task with a report. `onDone` hears of each seed. */
export async function runAll<Task extends { readonly seed: number }, Outcome>(
  program: string,
  tasks: readonly Task[],
  jobs: number,
  onDone: (done: number) => void,
): Promise<Results<Outcome>> {
  const failures: string[] = [];
  const reports: (readonly Outcome[])[] = [];
  let next = 0;
  let done = 0;

  async function serve(process: ChildProcess): Promise<void> {
    for (let index = next++; index < tasks.length; index = next++) {
      const task = tasks[index] as Task; // There is one: the index is below the length.
      const report = await ask<Task, Outcome>(process, task);
      if ("failed" in report)
        failures.push(`Seed ${task.seed} failed. See it with --seed ${task.seed} --story.\n${report.failed}`);
      else reports[index] = report.outcomes;
      onDone(++done);
    }
  }

  const processes = Array.from({ length: Math.min(jobs, tasks.length) }, () => fork(program));
  try {
    await Promise.all(processes.map(serve));
  } finally {
    for (const process of processes) process.kill();
  }
  return { outcomes: reports.flat(), failures };
}

function ask<Task extends { readonly seed: number }, Outcome>(
  process: ChildProcess,
  task: Task,
): Promise<Report<Outcome>> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`The process for seed ${task.seed} ended with ${code}.`));
    process.once("exit", ended);
    process.once("message", (report) => {
      process.off("exit", ended);
      resolve(report as Report<Outcome>); // From the program, which sends nothing else.
    });
    process.send(task);
  });
}
