// The trace over log files, or through Athena: whose the named credential is, what it has opened and left, and what could not be read.

import type { Time } from "../../lambda/model.ts";
import { chooseCalls } from "../../lambda/residual/choose-calls.ts";
import type { FoundItem, FoundUnknown } from "../../lambda/residual/incident-residual.ts";
import { residualOfIncident } from "../../lambda/residual/incident-residual.ts";
import { EMPTY_GRAPH, type RecordedCall, type TraceGraph } from "../../lambda/trace/graph.ts";
import type { WalkedCall } from "../../lambda/trace/keep-calls.ts";
import type { TrailSource } from "../../lambda/trace/source.ts";
import { startsOfKey } from "../../lambda/trace/starts-of-key.ts";
import { type Start, walk } from "../../lambda/trace/walk.ts";
import type { Named } from "./log-options.ts";

/** A place to trace in that finds a key of which nobody knows whose it is. */
export type KeyedSource = TrailSource & {
  /** Signed by the key, or giving it out. */
  callsOf(accessKeyId: string): Promise<readonly RecordedCall[]>;
  /** What was read until now; `to`: about the last event in it. */
  report(): { readonly to?: Time; readonly gaps: readonly string[] };
};

export type LogTrace = {
  readonly graph: TraceGraph;
  readonly calls: readonly WalkedCall[];
  readonly left: readonly FoundItem[];
  readonly unknown: readonly FoundUnknown[];
  readonly gaps: readonly string[];
};

type Asked = Named & {
  readonly source: KeyedSource;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
};

/** No ledger holds them. */
const MOST = { mostNodes: 1000, mostCalls: 50_000, atOnce: 100 };
/** A credential of more calls than this many readings hold is told as a gap. */
const MOST_WALKS = 20;
/** Times are compared as text, which holds up to here: one forged record of this year must hide no other. */
const LAST = Date.parse("9999-12-31T23:59:59.999Z");

export async function traceLogs({ source, keys, sessions, since, until, now }: Asked): Promise<LogTrace> {
  const starts: Start[] = [...sessions];
  for (const key of keys) starts.push(...startsOfKey(key, await source.callsOf(key), since));
  // Clocks differ: log files may come from one that is ahead.
  const newest = Date.parse(source.report().to ?? "") || 0;
  const to = until === undefined ? Math.min(Math.max(now, newest + 3_600_000), LAST) : Date.parse(until);
  const whole = { source, now: () => to, budgetMs: Number.POSITIVE_INFINITY, keptMs: to, overlapMs: 0, ...MOST };
  let walked = await walk({ ...whole, known: EMPTY_GRAPH, starts });
  const calls = [...walked.calls];
  for (let count = 1; hasHole(walked.graph) && count < MOST_WALKS; count++) {
    walked = await walk({ ...whole, known: walked.graph, starts });
    calls.push(...walked.calls);
  }
  const how = new Map(walked.graph.nodes.map((node) => [node.id, node.how]));
  const kept = chooseCalls({ calls: [], leftOut: [] }, calls, how);
  const residual = residualOfIncident(kept, { since: since ?? "", how, now });
  return {
    graph: walked.graph,
    calls: calls.toSorted((one, other) => (one.at < other.at ? -1 : 1)),
    left: residual.items,
    unknown: residual.unknown,
    gaps: [...new Set([...source.report().gaps, ...walked.gaps])],
  };
}

function hasHole({ nodes }: TraceGraph): boolean {
  return nodes.some(({ read }) => Object.values(read.behind).some(({ hole }) => hole !== undefined));
}
