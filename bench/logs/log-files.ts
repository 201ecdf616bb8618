// CloudTrail log files in a folder, in the form in which AWS delivers them: made once, and used again by later runs.
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { Size } from "../benchmark.ts";
import { type BenchSession, dice, digits, openingRecord, type Roll, usualRecord } from "./records.ts";

export type LogFiles = {
  readonly folder: string;
  readonly files: readonly string[];
  /** Unpacked, and as they lie there. */
  readonly bytes: number;
  readonly packed: number;
  readonly records: number;
  /** The leaked key, and how many sessions were opened from it, itself included. */
  readonly leaked: string;
  readonly sessions: number;
  /** A key that every file of its account has: a third of all files. */
  readonly busy: string;
};

const PACK = promisify(gzip);
/** Another number for another content: what lies there from before is not used. */
const FORM = 2;
const SIZES = { full: { files: 240, records: 4000 }, tiny: { files: 12, records: 30 } } as const;
const ACCOUNTS = ["111122223333", "444455556666", "777788889999"];
const REGIONS = ["us-east-1", "eu-west-1"];
const BEGIN = Date.parse("2026-03-01T00:00:00Z");
/** CloudTrail delivers about every five minutes. */
const STEP_MS = 5 * 60_000;
const HOPS = 5;
/** The intruder opens a session each eight minutes from here on, and is done an hour later. */
const BREAK_IN = BEGIN + 3_600_000;
const HOP_MS = 8 * 60_000;
const GONE = BREAK_IN + 3_600_000;
/** Meanwhile one call of so many is one of theirs. */
const SHARE = 100;
const USUAL = 3000;

type Slot = { readonly account: string; readonly region: string; readonly at: number; readonly index: number };
type Cast = { readonly usual: readonly BenchSession[]; readonly chain: readonly BenchSession[]; readonly roll: Roll };

export async function logFiles(size: Size, note: (text: string) => void): Promise<LogFiles> {
  const folder = join(tmpdir(), `credential-leak-responder-bench-logs-${FORM}-${size}`);
  const told = join(folder, "made.json");
  if (existsSync(told)) return JSON.parse(await readFile(told, "utf8"));
  note(`logs: making log files in ${folder}, once`);
  const half = `${folder}.${process.pid}`;
  const made = await make(half, folder, SIZES[size]);
  await writeFile(join(half, "made.json"), JSON.stringify(made));
  await rm(folder, { recursive: true, force: true });
  await rename(half, folder);
  return made;
}

async function make(half: string, folder: string, { files, records }: (typeof SIZES)[Size]): Promise<LogFiles> {
  const usual = Array.from({ length: USUAL }, (_, index) => sessionOf(`usual ${index}`, BEGIN - 600_000, index));
  const chain = Array.from({ length: HOPS + 1 }, (_, hop) => sessionOf(`hop ${hop}`, BREAK_IN + hop * HOP_MS, hop));
  const cast = { usual, chain, roll: dice(20260301) };
  const paths: string[] = [];
  let [bytes, packed] = [0, 0];
  for (let index = 0; index < files; index++) {
    const slot = slotOf(index);
    const text = Buffer.from(JSON.stringify({ Records: recordsOf(slot, records, cast) }));
    const path = pathOf(slot);
    const file = await PACK(text);
    await mkdir(dirname(join(half, path)), { recursive: true });
    await writeFile(join(half, path), file);
    paths.push(join(folder, path));
    bytes += text.length;
    packed += file.length;
  }
  const [leaked, busy] = [chain[0]?.accessKeyId ?? "", usual[0]?.accessKeyId ?? ""];
  return { folder, files: paths, bytes, packed, records: files * records, leaked, sessions: chain.length, busy };
}

function slotOf(index: number): Slot {
  const each = ACCOUNTS.length * REGIONS.length;
  return {
    account: ACCOUNTS[index % ACCOUNTS.length] ?? "",
    region: REGIONS[Math.trunc(index / ACCOUNTS.length) % REGIONS.length] ?? "",
    at: BEGIN + Math.trunc(index / each) * STEP_MS,
    index,
  };
}

function recordsOf(slot: Slot, count: number, { usual, chain, roll }: Cast): readonly object[] {
  const own = usual.filter(({ account }) => account === slot.account);
  const theirs = (at: number) => chain.filter(({ account, issuedAt }) => account === slot.account && issuedAt < at);
  const lines = Array.from({ length: count }, (_, line) => {
    const at = slot.at + Math.trunc((line / count) * STEP_MS);
    const alive = at < GONE && roll(SHARE) === 0 ? theirs(at) : [];
    const by = pick(alive.length > 0 ? alive : own, roll);
    return usualRecord(by, { at, region: slot.region, id: `${slot.index} ${line}` }, roll);
  });
  return [...lines, ...openings(slot, chain, roll)];
}

function openings({ account, region, at }: Slot, chain: readonly BenchSession[], roll: Roll): readonly object[] {
  if (region !== REGIONS[0]) return [];
  return chain.flatMap((opened, hop) => {
    const by = chain[hop - 1];
    if (by?.account !== account || opened.issuedAt < at || opened.issuedAt >= at + STEP_MS) return [];
    return [openingRecord(by, opened, { at: opened.issuedAt, region, id: `opening ${hop}` }, roll)];
  });
}

function pick(some: readonly BenchSession[], roll: Roll): BenchSession {
  const one = some[roll(some.length)];
  if (!one) throw new Error("There is no session.");
  return one;
}

function sessionOf(seed: string, issuedAt: number, turn: number): BenchSession {
  const id = digits(seed, 32).toUpperCase();
  return {
    accessKeyId: `ASIA${id.slice(0, 16)}`,
    account: ACCOUNTS[turn % ACCOUNTS.length] ?? "",
    role: `service-role-${turn % 97}`,
    roleId: `AROA${digits(`role ${turn % 97}`, 17).toUpperCase()}`,
    name: `session-${digits(seed, 12)}`,
    issuedAt,
  };
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-examples.html */
function pathOf({ account, region, at, index }: Slot): string {
  const iso = new Date(at).toISOString();
  const time = iso.replace(/[-:]/g, "").slice(0, 13);
  const name = `${account}_CloudTrail_${region}_${time}Z_${digits(`file ${index}`, 16)}.json.gz`;
  return join("AWSLogs", account, "CloudTrail", region, ...iso.slice(0, 10).split("-"), name);
}
