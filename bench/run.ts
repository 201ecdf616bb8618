// `npm run bench`: what was asked for, and the rows that come of it.
import { parseArgs } from "node:util";
import type { BenchmarkOptions, Row } from "./benchmark.ts";
import { removeBundles } from "./bundled.ts";
import { BENCHMARKS } from "./index.ts";

export type Wish = {
  readonly names: readonly string[];
  /** The file for the rows; `-`: standard output, in place of the table. */
  readonly json: string | undefined;
};

/** What cannot be asked for: the message names it, and what can be. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** The benchmarks to run (all, unless some are named) and where their rows go. Throws UsageError. */
export function readWish(args: readonly string[]): Wish {
  const { values, positionals } = parse(args.at(-1) === "--json" ? [...args, "-"] : [...args]);
  for (const name of positionals) {
    if (!Object.hasOwn(BENCHMARKS, name)) throw new UsageError(`There is no benchmark "${name}".`);
  }
  return { names: positionals.length > 0 ? positionals : Object.keys(BENCHMARKS), json: values.json };
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: { json: { type: "string" } }, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** One after another, so that none disturbs the next. */
export async function runBenchmarks(names: readonly string[], options: BenchmarkOptions): Promise<readonly Row[]> {
  const rows: Row[] = [];
  try {
    for (const name of names) rows.push(...((await BENCHMARKS[name]?.run(options)) ?? []));
    return rows;
  } finally {
    await removeBundles();
  }
}

export function usage(): string {
  const list = Object.entries(BENCHMARKS).map(([name, { about }]) => `  ${name.padEnd(10)} ${about}`);
  return `Usage: npm run bench [-- [NAME…] [--json [FILE]]]\n${list.join("\n")}\n`;
}
