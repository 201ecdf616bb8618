// Whom a walk asks about next: whoever was never asked about, the surest first, then whoever was asked longest ago.
import { FOLLOWERS } from "./follow/index.ts";
import type { Sureness, TraceGraph, TraceNode } from "./graph.ts";
import { isEnded } from "./windows.ts";

const RANK: Readonly<Record<Sureness, number>> = { alert: 0, issued: 1, likely: 2 };

export function nextNode({ nodes }: TraceGraph, asked: ReadonlySet<string>): TraceNode | undefined {
  return nodes.filter((node) => !asked.has(node.id) && isFollowed(node)).toSorted(byTurn)[0];
}

export function isFollowed(node: TraceNode): boolean {
  return !isEnded(node) && FOLLOWERS[node.form].questions(node).length > 0;
}

function byTurn(one: TraceNode, other: TraceNode): number {
  const [a, b] = [one.read.through ?? "", other.read.through ?? ""];
  if (a !== b) return a < b ? -1 : 1;
  return RANK[one.how] - RANK[other.how];
}
