// `npm run simulate -- scale`: what was counted, and the two tightest limits simulated with it. docs/scale.md has the sums.
import { parseArgs } from "node:util";
import { markdownTable } from "../markdown-table.ts";
import { UsageError } from "../wish.ts";
import { percentile } from "./limits.ts";
import { type Measured, measure } from "./measure.ts";
import { type Stormed, simulateStorm } from "./storm.ts";
import { simulateWatch, type Watched } from "./watch.ts";
import { stormWorlds, watchWorlds } from "./worlds.ts";

export type ScaleWish = { readonly seed: number; readonly json: string | undefined };

export type Scale = {
  readonly measured: Measured;
  readonly storms: readonly (Stormed & { readonly name: string })[];
  readonly watches: readonly (Watched & { readonly name: string })[];
};

/** Incidents over which everything that is counted is averaged. */
const INCIDENTS = 20;
/** Until the last hour's reading at least has shown every containment to be proven, as far as it can be. */
const HOURS = 4;

export const SCALE_USAGE = `Usage: npm run simulate -- scale [OPTIONS]
  --seed SEED        other dice (1)
  --json FILE        every figure as data
`;

export function readScaleWish(args: readonly string[]): ScaleWish {
  const { seed = "1", json } = parse([...args]);
  if (!/^[1-9]\d{0,8}$/.test(seed)) throw new UsageError(`--seed takes a whole number from 1 on, not "${seed}".`);
  return { seed: Number(seed), json };
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: { seed: { type: "string" }, json: { type: "string" } } }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

export async function scale({ seed }: Pick<ScaleWish, "seed">): Promise<Scale> {
  const measured = await measure(INCIDENTS);
  return {
    measured,
    storms: stormWorlds(measured, seed).map((world) => ({ name: world.name, ...simulateStorm(world) })),
    watches: watchWorlds(measured, seed).map((world) => ({ name: world.name, ...simulateWatch(world, HOURS) })),
  };
}

export function scaleTables({ measured, storms, watches }: Scale): string {
  return [
    "What each thing takes, counted on the local AWS in 17 Regions:",
    markdownTable(MEASURED, Object.entries(measured).map(measuredRow), 1),
    "1,000 alerts within 10 seconds, about as many roles: minutes and seconds from the alert to the deny:",
    markdownTable(STORMS, storms.map(stormRow), 1),
    `Open incidents over ${HOURS} hours: minutes and seconds from one look to the next, and from the alert to \`proven\`:`,
    markdownTable(WATCHES, watches.map(watchRow), 1),
  ].join("\n");
}

const MEASURED = [
  "",
  "IAM reads",
  "writes",
  "LookupEvents",
  "in one Region",
  "others",
  "ledger calls",
  "write units",
  "in `due`",
  "in `list`",
  "in `open`",
  "ms of a core",
];

function measuredRow([name, count]: readonly [string, Measured[keyof Measured]]): readonly string[] {
  const { iamReads, iamWrites, lookups, lookupsInOneRegion, others, ledgerCalls, units, cpuMs } = count;
  const whole = [iamReads, iamWrites, lookups, lookupsInOneRegion, others, ledgerCalls];
  return [
    name,
    ...[...whole, units.table, units.due, units.list, units.open].map((many) => many.toFixed(0)),
    cpuMs.toFixed(1),
  ];
}

const STORMS = ["", "median", "p99", "last", "denied by the function", "by the heartbeat", "throttled writes"];

function stormRow({ name, toDeny, byHeartbeat, throttled }: Scale["storms"][number]): readonly string[] {
  return [name, ...times(toDeny), String(toDeny.length - byHeartbeat), String(byHeartbeat), String(throttled)];
}

const WATCHES = [
  "",
  "look: median",
  "p99",
  "longest",
  "proven: median",
  "p99",
  "last",
  "not in time",
  "throttled lookups",
  "beats ended by Lambda",
  "dead letters",
];

function watchRow(watched: Scale["watches"][number]): readonly string[] {
  const { name, between, toProven, notProven, throttled, ended, deadLetters } = watched;
  return [name, ...times(between), ...times(toProven), ...[notProven, throttled, ended, deadLetters].map(String)];
}

function times(values: readonly number[]): readonly string[] {
  return [0.5, 0.99, 1].map((share) => clock(percentile(values, share)));
}

/** `4:07`: minutes and seconds. */
function clock(ms: number | undefined): string {
  if (ms === undefined) return "-";
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
