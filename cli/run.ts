// One run of the command line: its words in, an exit code out. It never rejects.
import { CommanderError } from "commander";
import { createContext, type GlobalOptions } from "./context.ts";
import { EXIT, type ExitCode } from "./exit-codes.ts";
import { type Explained, explainError } from "./explain-error.ts";
import { createPrinter } from "./output/printer.ts";
import { safeJson } from "./output/safe-text.ts";
import { wrap } from "./output/wrap.ts";
import { createProgram } from "./program.ts";
import type { Surroundings } from "./surroundings.ts";

/** `words` as they stand after the program's name. */
export async function run(words: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.done;
  const options: GlobalOptions = { json: words.includes("--json"), debug: words.includes("--debug") };
  const program = createProgram(surroundings, async (given, work) => {
    const context = createContext(given, surroundings);
    try {
      exitCode = await work(context);
    } finally {
      await context.close();
    }
  });
  try {
    if (words.length === 0) {
      program.outputHelp({ error: true });
      return EXIT.usage;
    }
    await program.parseAsync(words, { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return endOf(error, options, surroundings);
    return tell(explainError(error), error, options, surroundings);
  }
}

/** Commander has said on the standard error what was wrong; a help that was asked for is no error. */
function endOf({ exitCode, message, code }: CommanderError, { json }: GlobalOptions, { out }: Surroundings): ExitCode {
  if (exitCode === 0 || code === "commander.help") return exitCode === 0 ? EXIT.done : EXIT.usage;
  const explained = { error: { name: "UsageError", message }, exitCode: EXIT.usage };
  if (json) out.write(`${safeJson(explained)}\n`);
  return EXIT.usage;
}

function tell(
  explained: Explained,
  error: unknown,
  { json, debug }: GlobalOptions,
  surroundings: Surroundings,
): ExitCode {
  const { exitCode, ...said } = explained;
  const err = createPrinter(surroundings.err, surroundings.env, true);
  if (json) surroundings.out.write(`${safeJson({ error: said, exitCode })}\n`);
  else {
    err.line(`${err.paint("red", "error:")} ${said.message}`);
    if (said.todo !== undefined) err.line(wrap(said.todo, err.columns, { first: "  → ", indent: "    " }));
  }
  if (debug && error instanceof Error) err.line(safeStack(error));
  return exitCode;
}

function safeStack({ stack = "" }: Error): string {
  return stack.replaceAll(/[^\P{Cc}\n]/gu, "\ufffd");
}
