// Progress by listr2: alive on a terminal, a line for each thing elsewhere, nothing beside JSON.
import { Listr, ListrLogger, type ListrTask, ProcessOutput } from "listr2";
import type { Printer } from "./printer.ts";

/** One thing that is waited for. `done` answers with its title when it has come, and rejects where it does not. */
export type Awaited = { readonly title: string; readonly done: () => Promise<string> };

/** Each list is gone through in its order, the lists side by side. Never rejects: what did not come is marked. */
export async function showProgress(
  to: Printer,
  lists: readonly (readonly Awaited[])[],
  isSilent: boolean,
): Promise<void> {
  const logger = () => new ListrLogger({ useIcons: true, processOutput: outputTo(to) });
  const color = to.hasColour ? {} : PLAIN;
  const [only] = lists;
  const tasks = lists.length === 1 && only ? only.map(taskOf) : lists.map((list, index) => group(list, index));
  const list = new Listr(tasks, {
    renderer: isSilent ? "silent" : to.isTerminal ? "default" : "simple",
    fallbackRenderer: isSilent ? "silent" : "simple",
    fallbackRendererCondition: false,
    concurrent: lists.length > 1,
    exitOnError: false,
    registerSignalListeners: false,
    rendererOptions: { logger: logger(), color, collapseErrors: false, formatOutput: "wrap", collapseSubtasks: false },
  } as ConstructorParameters<typeof Listr>[1]);
  await list.run();
}

function group(list: readonly Awaited[], index: number): ListrTask {
  return { title: `Leak ${index + 1}`, task: (_, task) => task.newListr(list.map(taskOf), { exitOnError: false }) };
}

function taskOf({ title, done }: Awaited): ListrTask {
  return {
    title,
    task: async (_, task) => {
      task.title = await done();
    },
  };
}

/** Both streams are the one: what is asked for goes to the other. */
function outputTo({ stream }: Printer): ProcessOutput {
  const one = stream as unknown as NodeJS.WriteStream; // Listr wants the process's own; it writes, and asks for the width.
  return new ProcessOutput(one, one);
}

const same = (text = "") => text;
const LEVEL_NAMES = ["STARTED", "COMPLETED", "FAILED", "SKIPPED", "OUTPUT", "TITLE", "ROLLBACK", "RETRY", "PAUSED"]
  .concat(["SKIPPED_WITH_COLLAPSE", "SKIPPED_WITHOUT_COLLAPSE", "COMPLETED_WITH_FAILED_SUBTASKS"])
  .concat(["COMPLETED_WITH_SISTER_TASKS_FAILED", "ROLLING_BACK", "ROLLED_BACK", "WAITING", "OUTPUT_WITH_BOTTOMBAR"]);
const PLAIN = Object.fromEntries(LEVEL_NAMES.map((name) => [name, same]));
