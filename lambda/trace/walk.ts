// The walk from leaked credentials over everything they opened, in every Region and account that can be read.
import type { Time } from "../model.ts";
import { absorb } from "./absorb.ts";
import { addStart, replaceNode } from "./add-node.ts";
import type { TraceGraph, TraceNode, TracePrincipal } from "./graph.ts";
import { given } from "./identity.ts";
import { keepCalls, type WalkedCall } from "./keep-calls.ts";
import { isFollowed, nextNode } from "./next-node.ts";
import { readNode } from "./read-node.ts";
import { forget } from "./recent.ts";
import { OUT_OF_TIME, type TrailSource } from "./source.ts";
import { whatIsMissing } from "./what-is-missing.ts";

/** A credential that an alert has named. Without its key id it is a session, which needs its name. */
export type Start = {
  readonly principal: TracePrincipal;
  readonly accessKeyId?: string;
  readonly issuedAt?: Time;
  readonly expiresAt?: Time;
  /**
   * From when its calls count as the incident's. For a long-term key: when it was first seen misused, less a margin, or when
   * it was created. For a session: when it was issued, where that is known.
   */
  readonly since: Time;
};

export type WalkOptions = {
  /** What earlier walks have found: EMPTY_GRAPH at first. */
  readonly known: TraceGraph;
  readonly starts: readonly Start[];
  readonly source: TrailSource;
  /** Milliseconds since 1970. */
  now(): number;
  /** The walk asks nothing more after this. What was not followed is a gap, and the next walk begins with it. */
  readonly budgetMs: number;
  /** How late an event may come and still be read; 15 minutes unless said. */
  readonly overlapMs?: number;
  readonly mostNodes?: number;
  /** Of `calls`; reads go first. */
  readonly mostCalls?: number;
  /** Nodes that are read side by side; 8 unless said. */
  readonly atOnce?: number;
  /** For how long the source keeps events; the 90 days of LookupEvents unless said. */
  readonly keptMs?: number;
};

export type Walk = {
  readonly graph: TraceGraph;
  /**
   * The calls of the graph's credentials that no earlier walk has given, oldest first. After a Region was unreadable for long,
   * some may come again: tell them apart by their event id.
   */
  readonly calls: readonly WalkedCall[];
  /** What this walk does not know, in words. Where there is one, silence proves nothing. */
  readonly gaps: readonly string[];
  /** The trail was read up to here, but for the gaps. */
  readonly through: Time;
  readonly requests: number;
};

const OVERLAP_MS = 15 * 60_000;
/** Keeps the graph within what an entry of the ledger holds. */
export const MOST_NODES = 200;
const MOST_CALLS = 2_000;
/** One with many pages must not keep the others waiting. */
const AT_ONCE = 8;

/** Safe to repeat at any moment. It costs a request for each Region and each credential that is still alive. */
export async function walk(options: WalkOptions): Promise<Walk> {
  const { source, now, budgetMs, overlapMs = OVERLAP_MS, mostNodes = MOST_NODES, mostCalls = MOST_CALLS } = options;
  const { atOnce = AT_ONCE, keptMs } = options;
  const start = now();
  const [to, until] = [iso(start), start + budgetMs];
  const asked = new Set<string>();
  const gaps = new Set<string>();
  const calls: WalkedCall[] = [];
  let requests = 0;
  let graph = withStarts(options.known, options.starts);

  async function follow(node: TraceNode) {
    const reading = await readNode(node, { source, to, until, overlapMs });
    for (const gap of reading.gaps) gaps.add(gap);
    requests += reading.requests;
    const absorbed = absorb(graph, node.id, reading.calls, mostNodes);
    const after = absorbed.graph.nodes.find(({ id }) => id === node.id);
    graph = after ? replaceNode(absorbed.graph, { ...after, read: reading.read }) : absorbed.graph;
    calls.push(...absorbed.calls.map((call) => ({ ...call, node: node.id })));
  }

  const running = new Set<Promise<void>>();
  for (;;) {
    for (let node = next(); node && running.size < atOnce; node = next()) {
      asked.add(node.id);
      const job: Promise<void> = follow(node).finally(() => running.delete(job));
      running.add(job);
    }
    if (running.size === 0) break;
    await Promise.race(running);
  }

  function next(): TraceNode | undefined {
    return now() < until && running.size < atOnce ? nextNode(graph, asked) : undefined;
  }

  const kept = keepCalls(calls, mostCalls);
  graph = { ...graph, recent: forget(graph.recent, iso(Date.parse(earliestReread(graph, to)) - overlapMs)) };
  const ranOut = gaps.delete(OUT_OF_TIME) || now() >= until;
  const missing = whatIsMissing(graph, { to, keptMs, cutCalls: calls.length - kept.length, ranOut });
  return { graph, calls: kept, gaps: [...gaps, ...missing], through: to, requests };
}

/** From here on, less the overlap, the next readings begin. */
function earliestReread({ nodes }: TraceGraph, to: Time): Time {
  const through = nodes.filter(isFollowed).flatMap(({ read }) => [read, ...Object.values(read.behind)]);
  return through.map((one) => one.through ?? to).reduce((one, other) => (one < other ? one : other), to);
}

/** The graph with a node for each; doing it twice is doing it once. */
export function withStarts(graph: TraceGraph, starts: readonly Start[]): TraceGraph {
  return starts.reduce(withStart, graph);
}

function withStart(graph: TraceGraph, { principal, accessKeyId, issuedAt, expiresAt, since }: Start): TraceGraph {
  const form = accessKeyId === undefined ? "session" : "key";
  const times = given({ issuedAt: isoOf(issuedAt), expiresAt: isoOf(expiresAt) });
  return addStart(
    graph,
    { form, principal, sure: "issued", ...given({ accessKeyId }), ...times },
    isoOf(since) ?? since,
  );
}

/** One form of time in the whole graph: they are compared as text. */
function isoOf(time: Time | undefined): Time | undefined {
  const ms = Date.parse(time ?? "");
  return Number.isNaN(ms) ? undefined : iso(ms);
}

function iso(ms: number): Time {
  return new Date(ms).toISOString();
}
