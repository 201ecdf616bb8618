// Queries: how far each is by the virtual clock, what it has read and found, and the permissions on it.
import { AwsError } from "../aws-error.ts";
import type { Instant } from "../clock.ts";
import { text } from "../input.ts";
import type { Access, Call } from "../operation.ts";
import { perAccount, type World } from "../world.ts";
import { onWorkGroup } from "./workgroups.ts";

export type QueryOutcome = {
  readonly state: "SUCCEEDED" | "FAILED" | "CANCELLED";
  readonly reason?: string;
  readonly bytes: number;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
};

export type Query = {
  readonly id: string;
  readonly region: string;
  readonly workGroup: string;
  readonly sql: string;
  readonly parameters: readonly string[];
  /** The client's token: a request that is made again starts nothing anew. */
  readonly token: string | undefined;
  readonly submittedAt: Instant;
  /** When it has ended, if nobody stops it. */
  readonly endsAt: Instant;
  readonly outcome: QueryOutcome;
  stoppedAt?: Instant;
};

const queries = perAccount<Map<string, Query>>(() => new Map());

/** By id. */
export function queriesOf(world: World, account: string): Map<string, Query> {
  return queries(world, account);
}

export const queryId = text({ min: 1, max: 128, pattern: /\S+/ });

type Named = { readonly QueryExecutionId: string };

/** Throws InvalidRequestException. */
export function findQuery({ QueryExecutionId }: Named, { world, caller, region }: Call): Query {
  const found = queriesOf(world, caller.account).get(QueryExecutionId);
  if (found?.region === region) return found;
  throw new AwsError("InvalidRequestException", `QueryExecution ${QueryExecutionId} was not found`);
}

/** Permissions are on the workgroup of the query; where there is no such query, on any. */
export function onQuery(action: string): (named: Named, call: Call) => readonly Access[] {
  return (named, call) => {
    const query = queriesOf(call.world, call.caller.account).get(named.QueryExecutionId);
    return onWorkGroup(action, query?.workGroup ?? "*", call);
  };
}

export type State = "QUEUED" | "RUNNING" | QueryOutcome["state"];

/** Before it runs it waits for a place: for a tenth of its time here. */
export function stateOf({ submittedAt, endsAt, stoppedAt, outcome }: Query, now: Instant): State {
  if (stoppedAt !== undefined) return "CANCELLED";
  if (now >= endsAt) return outcome.state;
  return now < submittedAt + (endsAt - submittedAt) / 10 ? "QUEUED" : "RUNNING";
}

export function isOver(state: State): boolean {
  return state !== "QUEUED" && state !== "RUNNING";
}
