// How sure each node is the intruder's: `issued` only where every link from an alert's credential is.
import type { Sureness, TraceGraph } from "./graph.ts";

export function withSureness(graph: TraceGraph): TraceGraph {
  const sure = new Set(graph.nodes.flatMap(({ id, how }) => (how === "alert" ? id : [])));
  const byOpener = Map.groupBy(
    graph.edges.filter((edge) => edge.sure === "issued"),
    ({ from }) => from,
  );
  for (const id of sure) for (const { to } of byOpener.get(id) ?? []) sure.add(to); // A set yields what is added on the way.
  const how = (id: string): Sureness => (sure.has(id) ? "issued" : "likely");
  return { ...graph, nodes: graph.nodes.map((node) => (node.how === "alert" ? node : { ...node, how: how(node.id) })) };
}
