// The graph has a bound: whom it forgets, and whom never.
import type { TraceGraph, TraceNode, TracePrincipal } from "./graph.ts";
import type { Opened } from "./opens/opened.ts";
import { isEnded } from "./windows.ts";

/**
 * With room for one more; undefined where there is none. First to go are sessions that have ended, have opened nothing, and
 * whose principal another node has too. For a credential that is surely the intruder's, a likely one goes; and for one of a
 * principal that no node has yet, any other that has a twin: sessions of one role in hundreds hide nobody.
 */
export function makeRoom(graph: TraceGraph, opened: Opened, mostNodes: number): TraceGraph | undefined {
  if (graph.nodes.length < mostNodes) return graph;
  const leaves = leavesOf(graph).filter(({ how }) => how !== "alert");
  const ended = leaves.find((node) => isEnded(node) && hasTwin(graph, node));
  if (ended) return without(graph, ended, { ...graph.cut, ended: graph.cut.ended + 1 });
  if (opened.sure === "likely") return undefined;
  const isNobodys = !graph.nodes.some(({ principal }) => isOneOwner(principal, opened.principal));
  const goes =
    leaves.findLast((node) => node.how === "likely" && !isIssued(graph, node)) ??
    (isNobodys ? leaves.findLast((node) => hasTwin(graph, node)) : undefined);
  return goes && without(graph, goes, { ...graph.cut, nodes: graph.cut.nodes + 1 });
}

function leavesOf({ nodes, edges }: TraceGraph): readonly TraceNode[] {
  const openers = new Set(edges.map(({ from }) => from));
  return nodes.filter(({ id }) => !openers.has(id));
}

/** Of those that were found just now, nobody has said yet how sure they are. */
function isIssued({ nodes, edges }: TraceGraph, { id }: TraceNode): boolean {
  return edges.some(
    ({ to, from, sure }) =>
      to === id && sure === "issued" && nodes.some((node) => node.id === from && node.how !== "likely"),
  );
}

/** Containment is for principals: none of them may vanish. */
function hasTwin({ nodes }: TraceGraph, { id, how, principal }: TraceNode): boolean {
  return nodes.some((node) => node.id !== id && node.how === how && isOneOwner(node.principal, principal));
}

function isOneOwner(one: TracePrincipal, other: TracePrincipal): boolean {
  return one.kind === other.kind && one.account === other.account && one.name === other.name;
}

function without(graph: TraceGraph, { id }: TraceNode, cut: TraceGraph["cut"]): TraceGraph {
  const nodes = graph.nodes.filter((node) => node.id !== id);
  return { ...graph, nodes, edges: graph.edges.filter(({ to }) => to !== id), cut };
}
