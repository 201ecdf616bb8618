// Signed calls per second, the local AWS and what it stands beside in turns.
import { type BenchmarkOptions, type Row, row } from "../benchmark.ts";
import { connection } from "../connection.ts";
import { callsPerSecond } from "../load.ts";
import { median } from "../median.ts";
import { type CallName, signedCalls } from "./calls.ts";
import { checkMicros } from "./signature-check.ts";
import { type MeasuredServer, startBareServer, startLocalAws, startMoto } from "./targets.ts";

const OPERATIONS: readonly CallName[] = ["GetCallerIdentity", "AssumeRole", "PutRolePolicy"];
const CONNECTIONS = [1, 32];
/** Many short turns: what disturbs one server disturbs the others as much. */
const TIMES = { full: { ms: 250, rounds: 15, checks: 5000 }, tiny: { ms: 1, rounds: 1, checks: 10 } } as const;

type Baseline = { readonly name: string; readonly server: Pick<MeasuredServer, "port"> & Partial<MeasuredServer> };

export async function throughputRows({ size, note }: BenchmarkOptions): Promise<readonly Row[]> {
  const aws = await startLocalAws();
  const moto = size === "full" ? await startMoto() : undefined;
  const bare = await startBareServer(await answerOf(aws));
  const http: Baseline = { name: "node:http answering the same bytes", server: bare };
  const unavailable: Baseline = { ...http, name: `${http.name} (no moto_server on PATH)` };
  const beside: Baseline = moto ? { name: "moto_server, which checks no signature", server: moto } : unavailable;
  const rows: Row[] = [];
  for (const operation of OPERATIONS) {
    for (const connections of CONNECTIONS) {
      note(`mock: ${titleOf(operation, connections)}`);
      rows.push(...(await compare(aws, moto ? [beside, http] : [beside], operation, connections, TIMES[size])));
    }
  }
  rows.push(await signatureRow(aws, rows, TIMES[size]));
  for (const server of [aws, bare, moto]) await server?.stop();
  return rows;
}

async function answerOf(aws: MeasuredServer): Promise<string> {
  const [request] = await signedCalls(aws, "GetCallerIdentity");
  const own = connection(aws.port);
  const { body } = await own.send(request as Buffer);
  own.close();
  return body;
}

async function compare(
  aws: MeasuredServer,
  baselines: readonly Baseline[],
  operation: CallName,
  connections: number,
  { ms, rounds }: { readonly ms: number; readonly rounds: number },
): Promise<readonly Row[]> {
  const servers = [aws, ...baselines.map(({ server }) => ({ ...aws, ...server }))];
  const loads = await Promise.all(
    servers.map(async (server) => ({
      port: server.port,
      requests: await signedCalls(server, operation),
      connections,
      ms,
    })),
  );
  const rates: number[][] = servers.map(() => []);
  for (const load of loads) await callsPerSecond(load); // To warm up: not counted.
  for (let round = 0; round < rounds; round++) {
    for (const [index, load] of loads.entries()) rates[index]?.push(await callsPerSecond(load));
  }
  const [value = 0, ...others] = rates.map(median);
  const name = `mock: ${titleOf(operation, connections)}`;
  return baselines.map(({ name: baseline }, index) =>
    row({ name, value, unit: "calls/s", baseline, baselineValue: others[index] ?? 0 }),
  );
}

function titleOf(operation: CallName, connections: number): string {
  return `${operation}, ${connections} connection${connections === 1 ? "" : "s"}`;
}

async function signatureRow(
  aws: MeasuredServer,
  rows: readonly Row[],
  { checks, rounds }: { readonly checks: number; readonly rounds: number },
): Promise<Row> {
  const whole = rows.find(({ name }) => name === "mock: GetCallerIdentity, 32 connections");
  return row({
    name: "mock: the signature check alone",
    value: await checkMicros(aws, checks, rounds),
    unit: "µs/call",
    baseline: "a whole GetCallerIdentity, 32 connections",
    baselineValue: 1e6 / (whole?.value ?? Number.NaN),
  });
}
