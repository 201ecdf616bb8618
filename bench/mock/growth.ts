// What it costs the local AWS to hold a lot: two of them, one filled and one not, asked in turns.
import { type BenchmarkOptions, type Row, row } from "../benchmark.ts";
import { callsPerSecond, type Load } from "../load.ts";
import { median } from "../median.ts";
import { type CallName, signedCalls } from "./calls.ts";
import { type Amounts, type FilledAws, startFilledAws } from "./targets.ts";

const OPERATIONS: readonly CallName[] = [
  "GetCallerIdentity",
  "AssumeRole",
  "PutRolePolicy",
  "GetRole",
  "ListRoles",
  "LookupEvents",
];
const FULL: Amounts = { roles: 10_000, sessions: 100_000, events: 1_000_000 };
const TINY: Amounts = { roles: 10, sessions: 10, events: 100 };
const NONE: Amounts = { roles: 0, sessions: 0, events: 0 };
/** Many short turns: what disturbs one of the two disturbs the other as much. */
const TIMES = { full: { ms: 100, rounds: 35 }, tiny: { ms: 1, rounds: 1 } } as const;

export async function growthRows({ size, note }: BenchmarkOptions): Promise<readonly Row[]> {
  const amounts = size === "full" ? FULL : TINY;
  const much = describe(amounts);
  note(`mock: filling a local AWS with ${much}`);
  const full = await startFilledAws(amounts);
  const empty = await startFilledAws(NONE);
  const rows: Row[] = [];
  for (const operation of OPERATIONS) {
    note(`mock: ${operation} with and without them`);
    rows.push(await compare(full, empty, operation, much, TIMES[size]));
  }
  for (const server of [full, empty]) await server.stop();
  return [...rows, ...memoryRows(full, amounts)];
}

function describe({ roles, sessions, events }: Amounts): string {
  const [r, s, e] = [roles, sessions, events].map((count) => count.toLocaleString("en-US"));
  return `${r} roles, ${s} sessions, ${e} events`;
}

async function compare(
  full: FilledAws,
  empty: FilledAws,
  operation: CallName,
  much: string,
  { ms, rounds }: { readonly ms: number; readonly rounds: number },
): Promise<Row> {
  const load = async (server: FilledAws): Promise<Load> => {
    return { port: server.port, requests: await signedCalls(server, operation), connections: 1, ms };
  };
  const loads = [await load(full), await load(empty)];
  const micros: number[][] = [[], []];
  for (const each of loads) await callsPerSecond(each); // To warm up: not counted.
  for (let round = 0; round < rounds; round++) {
    for (const [index, each] of loads.entries()) micros[index]?.push(1e6 / (await callsPerSecond(each)));
  }
  const [value = 0, baselineValue = 0] = micros.map(median);
  return row({
    name: `mock: ${operation} with ${much}`,
    value,
    unit: "µs/call",
    baseline: "without them",
    baselineValue,
  });
}

function memoryRows({ heap, rss }: FilledAws, { roles, sessions, events }: Amounts): readonly Row[] {
  const [r, s, e] = [roles, sessions, events].map((count) => count.toLocaleString("en-US"));
  const megabytes = (name: string, value: number, baseline: string, baselineValue: number) =>
    row({ name: `mock: ${name}`, value, unit: "MB", baseline, baselineValue });
  return [
    megabytes(`heap with ${r} roles`, heap.roles, "without them", heap.empty),
    megabytes(`heap with ${s} sessions too`, heap.sessions, "without them", heap.roles),
    megabytes(`heap with ${e} events too`, heap.events, "without them", heap.sessions),
    megabytes("resident memory with all three", rss.events, "without them", rss.empty),
  ];
}
