// The benchmark `logs`: following a leaked key through a gigabyte of CloudTrail's log files.
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { promisify } from "node:util";
import { type Benchmark, type BenchmarkOptions, type Row, row } from "./benchmark.ts";
import { logFiles } from "./logs/log-files.ts";
import type { Turn, TurnName, Work } from "./logs/turns.ts";
import { median } from "./median.ts";

export const logs: Benchmark = {
  about: "tracing over log files: a leaked key and its hops in a gigabyte, beside unpacking alone, DuckDB and jq",
  run,
};

type Measured = Turn & { readonly peakMb: number };

const ROUNDS = { full: 5, tiny: 1 } as const;
const UNPACKING = "unpacking the same files with zlib, and nothing else";
const MEGABYTES = { unit: "MB/s" } as const;
/** jq takes ten times as long as anybody else: it gets a part of the files. */
const JQ_SHARE = 8;

async function run({ size, note }: BenchmarkOptions): Promise<readonly Row[]> {
  const made = await logFiles(size, note);
  const turn = size === "full" ? turnApart : turnHere;
  const work = { folder: `${made.folder}/AWSLogs`, files: made.files, bytes: made.bytes, key: made.leaked };
  const [unpack, trace, busy, small]: Measured[][] = [[], [], [], []];
  for (let round = 1; round <= ROUNDS[size]; round++) {
    note(`logs: round ${round} of ${ROUNDS[size]}`);
    unpack?.push(await turn("unpack", work));
    trace?.push(await turn("trace", work));
    busy?.push(await turn("trace", { ...work, key: made.busy }));
    small?.push(await turn("trace", { ...work, folder: `${work.folder}/111122223333` }));
  }
  const rate = (some: readonly Measured[] = []) => median(some.map((one) => one.rate));
  const peak = (some: readonly Measured[] = []) => median(some.map(({ peakMb }) => peakMb));
  const hops = { name: `logs: a leaked key over ${made.sessions - 1} hops`, value: rate(trace), ...MEGABYTES };
  const third = { name: "logs: a key that a third of the files holds", value: rate(busy), ...MEGABYTES };
  const beside = { baseline: UNPACKING, baselineValue: rate(unpack) };
  return [
    row({ ...hops, ...beside }),
    ...(size === "full" ? await otherRows(hops, work, trace?.[0]?.calls ?? 0, note) : []),
    row({ ...third, ...beside }),
    row({
      ...{ name: "logs: peak memory", value: peak(trace), unit: "MB" },
      ...{ baseline: "with a third of the files", baselineValue: peak(small) },
    }),
  ];
}

/** Who finds other calls has not done the same. */
async function otherRows(
  ours: Pick<Row, "name" | "value" | "unit">,
  work: Work,
  calls: number,
  note: BenchmarkOptions["note"],
): Promise<readonly Row[]> {
  note("logs: DuckDB");
  const duckdb = await turnApart("duckdb", work);
  if (duckdb.calls !== calls) throw new Error(`DuckDB has found ${duckdb.calls} calls, the trace ${calls}.`);
  const rows = [row({ ...ours, baseline: "DuckDB, the same query", baselineValue: duckdb.rate })];
  if (!["/usr/bin/jq", "/usr/local/bin/jq"].some((path) => existsSync(path))) return rows;
  note("logs: jq");
  const files = work.files.filter((_, index) => index % JQ_SHARE === 0);
  const jq = await turnApart("jq", { ...work, files, bytes: work.bytes / JQ_SHARE });
  return [
    ...rows,
    row({ ...ours, baseline: "jq, one of the hops, on an eighth of the files", baselineValue: jq.rate }),
  ];
}

/** In a process of its own: none has the memory of another. */
async function turnApart(name: TurnName, work: Work): Promise<Measured> {
  const program = new URL("./logs/turn.ts", import.meta.url).pathname;
  const { stdout } = await promisify(execFile)(process.execPath, [program, name, JSON.stringify(work)]);
  return JSON.parse(stdout);
}

async function turnHere(name: TurnName, work: Work): Promise<Measured> {
  const { TURNS } = await import("./logs/turns.ts");
  return { ...(await TURNS[name](work)), peakMb: process.resourceUsage().maxRSS / 1000 };
}
