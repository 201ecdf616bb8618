// What takes a turn: each reads the same log files, and says how long it took.
import { execFile } from "node:child_process";
import { availableParallelism } from "node:os";
import { promisify } from "node:util";
import { Worker } from "node:worker_threads";
import { traceLogs } from "../../cli/logs/trace-logs.ts";
import { folderPlace } from "../../client/logs/folder-place.ts";
import { logSource } from "../../lambda/trace/log-source.ts";

export type Turn = {
  /** Unpacked megabytes a second. */
  readonly rate: number;
  /** Calls of the credentials that were found. */
  readonly calls: number;
};

export type Work = {
  readonly folder: string;
  readonly files: readonly string[];
  readonly bytes: number;
  readonly key: string;
};

export type TurnName = keyof typeof TURNS;

export const TURNS = { trace: traceTurn, unpack: unpackTurn, duckdb: duckTurn, jq: jqTurn } as const;

const THREADS = availableParallelism();

async function traceTurn({ folder, bytes, key }: Work): Promise<Turn> {
  return timed(bytes, async () => {
    const place = await folderPlace(folder, THREADS);
    const asked = { keys: [key], sessions: [], now: Date.parse("2026-03-02T00:00:00Z") };
    const { calls } = await traceLogs({ ...asked, source: logSource({ place }) });
    await place.close();
    return calls.length;
  });
}

async function unpackTurn({ files, bytes }: Work): Promise<Turn> {
  return timed(bytes, async () => {
    const next = new Int32Array(new SharedArrayBuffer(4));
    const threads = Array.from({ length: THREADS }, () => unpackIn({ files, next }));
    const unpacked = await Promise.all(threads);
    if (unpacked.reduce((sum, some) => sum + some, 0) !== bytes) throw new Error("The files are not what they were.");
    return 0;
  });
}

function unpackIn(workerData: { readonly files: readonly string[]; readonly next: Int32Array }): Promise<number> {
  const worker = new Worker(new URL("./unpack-worker.ts", import.meta.url), { workerData });
  return new Promise((resolve, reject) => {
    worker.once("message", resolve).once("error", reject);
  });
}

/** One reading of the few members that are needed, and the hops over what was read: the least that DuckDB can do. */
async function duckTurn({ folder, bytes, key }: Work): Promise<Turn> {
  const { DuckDBInstance } = await import("@duckdb/node-api");
  const database = await (await DuckDBInstance.create(":memory:", { threads: String(THREADS) })).connect();
  return timed(bytes, async () => {
    await database.run(`CREATE TABLE calls AS
      SELECT r.eventID AS id, r.eventTime AS at, r.userIdentity.accessKeyId AS key,
        r.responseElements.credentials.accessKeyId AS opened
      FROM (SELECT unnest(Records) AS r FROM read_json('${folder}/**/*.json.gz', maximum_object_size = 67108864,
        columns = {Records: 'STRUCT(eventID VARCHAR, eventTime VARCHAR, userIdentity STRUCT(accessKeyId VARCHAR),
          responseElements STRUCT(credentials STRUCT(accessKeyId VARCHAR)))[]'}))`);
    const found = await database.runAndReadAll(
      `WITH RECURSIVE reached(key) AS (
         SELECT $1::VARCHAR UNION SELECT opened FROM calls JOIN reached USING (key) WHERE opened IS NOT NULL
       ) SELECT count(DISTINCT id)::INTEGER AS calls FROM calls JOIN reached USING (key)`,
      [key],
    );
    return Number(found.getRows()[0]?.[0]);
  });
}

/** One hop: following the others takes it as many times again. A process for each core. */
async function jqTurn({ files, bytes, key }: Work): Promise<Turn> {
  const select = `.Records[] | select(.userIdentity.accessKeyId == "${key}") | .eventID`;
  return timed(bytes, async () => {
    const parts = Array.from({ length: THREADS }, (_, part) => files.filter((_, index) => index % THREADS === part));
    const shell = (some: readonly string[]) => ["-c", `gzip -dc "$@" | jq -c '${select}'`, "sh", ...some];
    const ran = await Promise.all(parts.map((some) => promisify(execFile)("sh", shell(some), { maxBuffer: 2 ** 28 })));
    return ran.reduce((sum, { stdout }) => sum + stdout.split("\n").length - 1, 0);
  });
}

async function timed(bytes: number, work: () => Promise<number>): Promise<Turn> {
  const start = performance.now();
  const calls = await work();
  return { rate: bytes / 1e3 / (performance.now() - start), calls };
}
