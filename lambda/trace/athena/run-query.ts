// One query, from its start to its last row. Athena works on its own: it is asked how far it is, and stopped when the time is over.
//
// https://docs.aws.amazon.com/athena/latest/APIReference/API_StartQueryExecution.html
import {
  type AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  type QueryExecution,
  type ResultSet,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
} from "@aws-sdk/client-athena";
import type { Pace } from "../pace.ts";
import { OUT_OF_TIME } from "../source.ts";
import type { AthenaQuery } from "./query.ts";
import type { Row } from "./restore-record.ts";
import { WORKGROUP } from "./table.ts";

export type QueryAnswer = {
  /** The first ones, where there is a gap. */
  readonly rows: readonly Row[];
  /** What Athena has read for it, and is paid, whether it came to an end or not. */
  readonly bytes: number;
  readonly requests: number;
  /** Why there are no rows, or not all of them. */
  readonly gap?: string;
};

/** A query takes some seconds; most of them before it reads anything. */
const FIRST_LOOK_MS = 500;
const LONGEST_LOOK_MS = 3_000;

/** The most that one call gives. */
const PAGE = 1000;

/** Never rejects. Nothing is asked of Athena after `until`, but to stop and what that has cost. */
export async function runQuery(
  client: AthenaClient,
  query: AthenaQuery,
  pace: Pace,
  until: number,
): Promise<QueryAnswer> {
  const rows: Row[] = [];
  const spent = { bytes: 0, requests: 0 };
  const counted: Counted = (call) => {
    spent.requests++;
    return call;
  };
  const gap = await run().catch((error: unknown) => {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    return `Athena could not read the trail: ${name}: ${message}${WAYS_OUT[name] ?? ""}`;
  });
  return { rows, ...spent, ...(gap === undefined ? {} : { gap }) };

  async function run(): Promise<string | undefined> {
    const { QueryExecutionId } = await counted(client.send(startOf(query)));
    const id = { QueryExecutionId };
    return follow(id).catch(async (error: unknown) => {
      await stop(id).catch(() => undefined); // Why it cannot be followed is what is told.
      throw error;
    });
  }

  async function follow(id: Id): Promise<string | undefined> {
    for (let wait = FIRST_LOOK_MS; ; wait = Math.min(wait * 2, LONGEST_LOOK_MS)) {
      await pace.sleep(Math.max(0, Math.min(wait, until - pace.now())));
      if (pace.now() >= until) {
        await stop(id);
        return OUT_OF_TIME;
      }
      const now = await look(id);
      if (now.Status?.State === "SUCCEEDED") return readPages(id);
      if (now.Status?.State === "FAILED" || now.Status?.State === "CANCELLED") return failure(now);
    }
  }

  /** One that is over already stays as it is. */
  async function stop(id: Id): Promise<void> {
    await counted(client.send(new StopQueryExecutionCommand(id)));
    await look(id); // What it has read until now is paid.
  }

  async function look(id: Id): Promise<QueryExecution> {
    const { QueryExecution = {} } = await counted(client.send(new GetQueryExecutionCommand(id)));
    spent.bytes = QueryExecution.Statistics?.DataScannedInBytes ?? spent.bytes;
    return QueryExecution;
  }

  async function readPages(id: Id): Promise<string | undefined> {
    for (let NextToken: string | undefined; ; ) {
      if (pace.now() >= until) return OUT_OF_TIME;
      const page = new GetQueryResultsCommand({ ...id, MaxResults: PAGE, NextToken });
      const answer = await counted(client.send(page));
      rows.push(...readRows(answer.ResultSet).slice(NextToken === undefined ? 1 : 0)); // The first of all are the names.
      NextToken = answer.NextToken;
      if (NextToken === undefined) return undefined;
    }
  }
}

type Id = { readonly QueryExecutionId: string | undefined };

type Counted = <T>(call: Promise<T>) => Promise<T>;

function startOf({ sql, parameters }: AthenaQuery): StartQueryExecutionCommand {
  return new StartQueryExecutionCommand({
    QueryString: sql,
    ExecutionParameters: [...parameters],
    WorkGroup: WORKGROUP,
    ResultReuseConfiguration: { ResultReuseByAgeConfiguration: { Enabled: false } }, // What is new is what counts.
  });
}

const WAYS_OUT: Readonly<Record<string, string>> = {
  AccessDeniedException: " See that the responder's role may use the workgroup, as its stack has it.",
  TooManyRequestsException: " Too much is asked of Athena in this account at once; the next walk asks again.",
};

function failure({ Status }: QueryExecution): string {
  const why = (Status?.StateChangeReason ?? "no reason is given").slice(0, 500);
  return `Athena could not read the trail: the query ${Status?.State === "FAILED" ? "failed" : "was cancelled"}: ${why}`;
}

function readRows(set: ResultSet | undefined): readonly Row[] {
  const names = (set?.ResultSetMetadata?.ColumnInfo ?? []).map(({ Name }) => Name ?? "");
  return (set?.Rows ?? []).map(({ Data }) =>
    Object.fromEntries(names.map((name, place) => [name, Data?.[place]?.VarCharValue])),
  );
}
