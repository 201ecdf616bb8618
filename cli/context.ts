// What a command is given to work with: who is asked, where output goes, whom to ask at the terminal.
import { createPrinter, type Printer } from "./output/printer.ts";
import { safeJson } from "./output/safe-text.ts";
import { reach } from "./reach.ts";
import type { Reached, ReachOptions } from "./reached.ts";
import type { Surroundings } from "./surroundings.ts";

/** What may be said beside every command. */
export type GlobalOptions = ReachOptions & {
  readonly json?: boolean | undefined;
  readonly color?: boolean | undefined;
};

export type Context = {
  readonly surroundings: Surroundings;
  readonly options: GlobalOptions;
  /** What was asked for goes here, and nothing else. */
  readonly out: Printer;
  /** Progress, notes, questions. */
  readonly err: Printer;
  readonly isJson: boolean;
  /** The responder, reached when it is first asked for. */
  reach(): Promise<Reached>;
  /** One document for programs. */
  json(document: unknown): void;
  /** Lets go of what was reached. */
  close(): Promise<void>;
};

export function createContext(options: GlobalOptions, surroundings: Surroundings): Context {
  const { env } = surroundings;
  const colour = options.color !== false;
  const out = createPrinter(surroundings.out, env, colour);
  let reached: Promise<Reached> | undefined;
  return {
    surroundings,
    options,
    out,
    err: createPrinter(surroundings.err, env, colour),
    isJson: options.json === true,
    reach() {
      reached ??= reach(options, surroundings);
      return reached;
    },
    json: (document) => out.line(safeJson(document)),
    close: async () => (await reached?.catch(() => undefined))?.close(),
  };
}
