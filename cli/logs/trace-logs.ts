// The trace over log files: whose the named credential is, what it has opened and left, and what could not be read.

import { chooseCalls } from "../../lambda/residual/choose-calls.ts";
import type { FoundItem, FoundUnknown } from "../../lambda/residual/incident-residual.ts";
import { residualOfIncident } from "../../lambda/residual/incident-residual.ts";
import { EMPTY_GRAPH, type TraceGraph } from "../../lambda/trace/graph.ts";
import type { WalkedCall } from "../../lambda/trace/keep-calls.ts";
import type { LogReport } from "../../lambda/trace/log-files/log-report.ts";
import type { LogSource } from "../../lambda/trace/log-source.ts";
import { startsOfKey } from "../../lambda/trace/starts-of-key.ts";
import { type Start, walk } from "../../lambda/trace/walk.ts";
import type { Named } from "./log-options.ts";

export type LogTrace = {
  readonly graph: TraceGraph;
  readonly calls: readonly WalkedCall[];
  readonly left: readonly FoundItem[];
  readonly unknown: readonly FoundUnknown[];
  readonly gaps: readonly string[];
  readonly report: LogReport;
};

type Asked = Named & {
  readonly source: LogSource;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
};

/** No ledger holds them. */
const MOST = { mostNodes: 1000, mostCalls: 50_000, atOnce: 100 };
/** A credential of more calls than this many readings hold is told as a gap. */
const MOST_WALKS = 20;

export async function traceLogs({ source, keys, sessions, since, until, now }: Asked): Promise<LogTrace> {
  const starts: Start[] = [...sessions];
  for (const key of keys) starts.push(...startsOfKey(key, await source.callsOf(key), since));
  // Clocks differ: log files may come from one that is ahead.
  const newest = Date.parse(source.report().to ?? "") || 0;
  const to = until === undefined ? Math.max(now, newest + 3_600_000) : Date.parse(until);
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
  const report = source.report();
  return {
    graph: walked.graph,
    calls: calls.toSorted((one, other) => (one.at < other.at ? -1 : 1)),
    left: residual.items,
    unknown: residual.unknown,
    gaps: [...new Set([...report.gaps, ...walked.gaps])],
    report,
  };
}

function hasHole({ nodes }: TraceGraph): boolean {
  return nodes.some(({ read }) => Object.values(read.behind).some(({ hole }) => hole !== undefined));
}
