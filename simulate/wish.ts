// `npm run simulate`: what was asked for on the command line.
import { parseArgs } from "node:util";
import { DEFENDERS, type DefenderName } from "./defender/index.ts";
import { LINES, type Scenario } from "./scenario.ts";

export type Wish = {
  /** The responder against faults, in place of opponents against defenders. */
  readonly faults: boolean;
  readonly seeds: readonly number[];
  /** Each seed's own opponent unless one is named. */
  readonly opponent: Scenario["opponent"] | undefined;
  readonly defenders: readonly DefenderName[];
  readonly jobs: number;
  readonly json: string | undefined;
  readonly story: boolean;
};

/** What cannot be asked for: the message names it, and what can be. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

const OPTIONS = {
  seeds: { type: "string" },
  first: { type: "string" },
  seed: { type: "string" },
  story: { type: "boolean" },
  json: { type: "string" },
  opponent: { type: "string" },
  defender: { type: "string" },
  jobs: { type: "string" },
} as const;

const MOST_SEEDS = 1_000_000;
const USUAL_SEEDS = 50;

export function readWish(args: readonly string[]): Wish {
  const { values, positionals } = parse([...args]);
  const faults = positionals.length > 0 && oneOf("simulation", positionals.join(" "), ["faults"]) === "faults";
  if (faults && (values.opponent ?? values.defender) !== undefined)
    throw new UsageError("Faults strike the responder alone: --opponent and --defender are for the other simulation.");
  const first = number("first", values.first, 1);
  const count = number("seeds", values.seeds, USUAL_SEEDS);
  const seeds =
    values.seed === undefined
      ? Array.from({ length: count }, (_, index) => first + index)
      : [number("seed", values.seed, 1)];
  const story = values.story === true;
  if (story && values.seed === undefined) throw new UsageError("A story is told of one seed: name it with --seed.");
  const names = Object.keys(DEFENDERS) as DefenderName[];
  const defender = values.defender === undefined ? undefined : oneOf("defender", values.defender, names);
  return {
    faults,
    seeds,
    opponent: values.opponent === undefined ? undefined : oneOf("opponent", values.opponent, LINES),
    defenders: defender === undefined ? names : [defender],
    jobs: number("jobs", values.jobs, 1),
    json: values.json,
    story,
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function number(name: string, text: string | undefined, usual: number): number {
  const value = text === undefined ? usual : Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= MOST_SEEDS) return value;
  throw new UsageError(`--${name} takes a whole number from 1 to ${MOST_SEEDS}, not "${text}".`);
}

function oneOf<T extends string>(name: string, text: string, known: readonly T[]): T {
  const found = known.find((one) => one === text);
  if (found) return found;
  throw new UsageError(`There is no ${name} "${text}". There are: ${known.join(", ")}.`);
}

export const USAGE = `Usage: npm run simulate [-- [faults] [OPTIONS]], or npm run simulate -- scale
  faults             the responder while everything around it breaks; else opponents against defenders
  scale              very many incidents, counted and as queueing models
  --seeds N          how many seeds (${USUAL_SEEDS})
  --first SEED       the first of them (1)
  --seed SEED        one seed alone
  --story            what happened in it, line by line, for each defender
  --opponent NAME    that opponent in each seed, in place of the seed's own
  --defender NAME    that defender alone
  --jobs N           so many processes side by side (1)
  --json FILE        every outcome as data
`;
