// What a command of the command line is: its name, its words for `--help`, and what it does.
import type { Command } from "commander";
import type { Context } from "./context.ts";
import type { ExitCode } from "./exit-codes.ts";

/** Runs a command's work with what it needs. */
export type Act = (work: (context: Context) => Promise<ExitCode>) => Promise<void>;

export type CliCommand = {
  readonly name: string;
  /** One line. */
  readonly summary: string;
  /** What follows `responder`; each is tried by a test. */
  readonly examples: readonly string[];
  /** Adds its arguments and options, and what is done. */
  define(command: Command, act: Act): void;
};
