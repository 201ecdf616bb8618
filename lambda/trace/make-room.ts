// The graph has a bound: whom it forgets, and whom never.
import type { TraceGraph, TraceNode } from "./graph.ts";
import { isEnded } from "./windows.ts";

/**
 * With room for one more; undefined where there is none. First to go are sessions that have ended, have opened nothing, and
 * whose principal another node has too. For a credential that is surely the intruder's, a likely one goes.
 */
export function makeRoom(graph: TraceGraph, sure: "issued" | "likely", mostNodes: number): TraceGraph | undefined {
  if (graph.nodes.length < mostNodes) return graph;
  const leaves = leavesOf(graph);
  const ended = leaves.find((node) => node.how !== "alert" && isEnded(node) && hasTwin(graph, node));
  if (ended) return without(graph, ended, { ...graph.cut, ended: graph.cut.ended + 1 });
  const likely = sure === "issued" ? leaves.findLast(({ how }) => how === "likely") : undefined;
  return likely && without(graph, likely, { ...graph.cut, nodes: graph.cut.nodes + 1 });
}

function leavesOf({ nodes, edges }: TraceGraph): readonly TraceNode[] {
  const openers = new Set(edges.map(({ from }) => from));
  return nodes.filter(({ id }) => !openers.has(id));
}

/** Containment is for principals: none of them may vanish. */
function hasTwin({ nodes }: TraceGraph, { id, how, principal }: TraceNode): boolean {
  const { kind, account, name } = principal;
  return nodes.some(
    ({ principal: other, ...node }) =>
      node.id !== id && node.how === how && other.kind === kind && other.account === account && other.name === name,
  );
}

function without(graph: TraceGraph, { id }: TraceNode, cut: TraceGraph["cut"]): TraceGraph {
  const nodes = graph.nodes.filter((node) => node.id !== id);
  return { ...graph, nodes, edges: graph.edges.filter(({ to }) => to !== id), cut };
}
