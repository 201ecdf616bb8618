// Athena over an organization's trail as a place to trace in. What is asked at the same moment becomes one query: it reads the
// same files, and reading is what costs. Make one for each walk.
import type { AthenaClient } from "@aws-sdk/client-athena";
import type { RecordedCall } from "../graph.ts";
import { callOfRecord } from "../log-record.ts";
import type { Pace } from "../pace.ts";
import { OUT_OF_TIME, type SourceReading, type TrailQuestion, type TrailSource } from "../source.ts";
import { ASKED, queryFor, whyNotAsked } from "./query.ts";
import { type Row, restoreRecord } from "./restore-record.ts";
import { type QueryAnswer, runQuery } from "./run-query.ts";

export type AthenaSourceOptions = {
  /** Of the account and Region of the workgroup. */
  readonly client: AthenaClient;
  /** Every Region that the organization may use: each has a folder of its own. */
  regions(): Promise<readonly string[]>;
  /** The accounts that are served. Of any other it is not known whether the trail has it. */
  readonly served: readonly string[];
  readonly pace: Pace;
  /** What may be read yet. The query that reaches it is still taken to its end. */
  readonly mostBytes: number;
  /** What is said of the rest when that was read: why, and the way out. */
  readonly spent: string;
  /** Events of one query; 10,000 unless said. */
  readonly mostEvents?: number;
};

export type AthenaSource = TrailSource & {
  /** Bytes that were read, and are paid. */
  scanned(): number;
};

type Waiting = { readonly question: TrailQuestion; answer(reading: SourceReading): void };

/** 8 credentials are followed side by side, each by two questions at most. */
const MOST_QUESTIONS = 20;
const MOST_EVENTS = 10_000;

export function athenaSource(options: AthenaSourceOptions): AthenaSource {
  const { pace, mostBytes, spent } = options;
  const waiting: Waiting[] = [];
  let working = false;
  let scanned = 0;
  let everywhere: Promise<readonly string[]> | undefined;

  /** One query after the other: while one runs, the questions of the next come together. */
  async function work(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve)); // Whoever asks now has asked by then.
    while (waiting.length > 0) {
      const batch = waiting.splice(0, MOST_QUESTIONS);
      const readings = await read(batch.map(({ question }) => question)).catch((error: unknown) =>
        batch.map(() => missing(error instanceof Error ? error.message : String(error))),
      );
      batch.forEach(({ answer }, index) => {
        answer(readings[index] ?? missing(OUT_OF_TIME));
      });
      await new Promise((resolve) => setImmediate(resolve));
    }
    working = false;
  }

  async function read(questions: readonly TrailQuestion[]): Promise<readonly SourceReading[]> {
    const until = Math.min(...questions.map((question) => question.until));
    if (pace.now() >= until) return questions.map(() => missing(OUT_OF_TIME));
    if (scanned >= mostBytes) return questions.map(() => missing(spent));
    everywhere ??= options.regions();
    const regions = await everywhere;
    const asked = questions.map((question) => ({
      ...question,
      regions: question.regions ?? regions,
      whyNot: whyNotAsked(question),
    }));
    const fit = asked.filter(({ whyNot }) => whyNot === undefined);
    if (fit.length === 0) return asked.map(({ whyNot = "" }) => missing(whyNot));
    const most = options.mostEvents ?? MOST_EVENTS;
    const answer = await runQuery(options.client, queryFor(fit, most), pace, until);
    scanned += answer.bytes;
    const found = answer.rows.map(readRow);
    const whole = isCut(answer, most) ? { ...answer, gap: tooMany(most) } : answer;
    return asked.map((question, index) => {
      if (question.whyNot !== undefined) return missing(question.whyNot);
      const reading = readingOf(question, found, whole, options.served);
      return { ...reading, requests: index === 0 ? answer.requests : 0 };
    });
  }

  return {
    scanned: () => scanned,
    lookUp: (question) =>
      new Promise((answer) => {
        waiting.push({ question, answer });
        if (working) return;
        working = true;
        void work();
      }),
  };
}

type Found = { readonly row: Row; readonly region: string; readonly calls: readonly RecordedCall[] };

function readRow(row: Row): Found {
  return { row, region: row[ASKED.region] ?? "unknown", calls: callOfRecord(restoreRecord(row)) };
}

type AskedQuestion = TrailQuestion & { readonly regions: readonly string[] };

function readingOf(
  question: AskedQuestion,
  found: readonly Found[],
  { gap, bytes, rows }: QueryAnswer,
  served: readonly string[],
): Omit<SourceReading, "requests"> {
  const { account, regions } = question;
  if (gap !== undefined && rows.length === 0) return { parts: [], gaps: [gap] };
  if (bytes === 0) return { parts: [], gaps: [nothingThere(account)] };
  // They came newest first, whoever asked: what is newer than the last one is known for every question.
  const readBackTo = gap === undefined ? undefined : timeOf(found.at(-1));
  const own = found.filter(({ row }) => row[ASKED.account] === account && answers(row, question));
  const nameless = own.filter(({ calls }) => calls.length === 0).length;
  const isStrange = gap === undefined && own.length === 0 && !served.includes(account);
  return {
    parts: regions.map((region) => ({
      region,
      calls: own
        .flatMap((one) => (one.region === region ? one.calls : []))
        .filter(({ at }) => isWithin(at, region, question)),
      ...(gap === undefined ? {} : { gap }),
      ...(readBackTo === undefined ? {} : { readBackTo }),
    })),
    gaps: [...(isStrange ? [nothingOf(account)] : []), ...(nameless > 0 ? [noRecords(nameless, account)] : [])],
  };
}

function answers(row: Row, { attribute, value }: TrailQuestion): boolean {
  switch (attribute) {
    case "AccessKeyId":
      return row[ASKED.key] === value;
    case "Username":
      return row[ASKED.username] === value;
    case "ResourceName": {
      const names: unknown = JSON.parse(row[ASKED.names] ?? "[]");
      return Array.isArray(names) && names.includes(value);
    }
  }
}

function isWithin(at: string, region: string, { from, to }: TrailQuestion): boolean {
  const [time, start, end] = [at, from(region), to].map((one) => Date.parse(one));
  return time !== undefined && start !== undefined && end !== undefined && time >= start && time <= end;
}

/** A row that is no record has a time all the same. */
function timeOf(found: Found | undefined): string | undefined {
  const ms = Date.parse(found?.row["eventtime"] ?? "");
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}

function isCut({ rows, gap }: QueryAnswer, most: number): boolean {
  return gap === undefined && rows.length >= most;
}

function missing(gap: string): SourceReading {
  return { parts: [], gaps: [gap], requests: 0 };
}

function tooMany(most: number): string {
  return `The trail has more than ${most} events of what was asked at once: the older ones were not read.`;
}

function noRecords(count: number, account: string): string {
  return `The trail has ${count} record${count === 1 ? "" : "s"} of account ${account} without an id, a time, a Region or an account: not read.`;
}

function nothingThere(account: string): string {
  return `Athena found no log file of account ${account} in this time. Where some must be, see that athena.location is where the organization's trail writes, and that the responder may read there.`;
}

function nothingOf(account: string): string {
  return `The trace leads into account ${account}, and the trail shows nothing of it. Where the account is not of the organization, what was done there is not known.`;
}
