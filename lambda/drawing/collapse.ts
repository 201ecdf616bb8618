// A graph with more nodes than a person can read: what looks alike becomes one node that says how many it stands for.
import type { GraphNode } from "./graph-node.ts";

/** Never more than this, and one more for each node that hides some. */
export function collapse(nodes: readonly GraphNode[], most = 60): readonly GraphNode[] {
  if (nodes.length <= most) return nodes;
  const alike = joinAlike(nodes);
  return alike.length <= most ? alike : cut(alike, Math.floor(most / 2));
}

/** Siblings of one principal that opened nothing: the first two are drawn, and the rest as one. */
function joinAlike(nodes: readonly GraphNode[]): readonly GraphNode[] {
  const parents = new Set(nodes.map(({ parent }) => parent));
  const leaves = Map.groupBy(
    nodes.filter(({ id, origin }) => !parents.has(id) && origin !== "leaked"),
    ({ group }) => group,
  );
  const rest = new Map([...leaves.values()].filter((all) => all.length > 3).map((all) => [all[2]?.id, all.slice(2)]));
  const hidden = new Set([...rest.values()].flatMap((all) => all.map(({ id }) => id)));
  return nodes.flatMap((node) => {
    const all = rest.get(node.id);
    if (all) return [summary(node, all, `${all.length} more of ${node.title}`)];
    return hidden.has(node.id) ? [] : [node];
  });
}

/** Those that matter most, with the way to each; the rest is counted at the last node of its way that is drawn. */
function cut(nodes: readonly GraphNode[], most: number): readonly GraphNode[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const kept = new Set<string>();
  for (const node of nodes.toSorted((one, other) => urgency(one) - urgency(other))) {
    const way = wayTo(node, byId).filter((id) => !kept.has(id));
    if (kept.size + way.length <= most) for (const id of way) kept.add(id);
  }
  const left = Map.groupBy(
    nodes.filter(({ id }) => !kept.has(id)),
    (node) => wayTo(node, byId).findLast((id) => kept.has(id)),
  );
  const summaries = [...left].map(([parent, all]) => {
    const [first] = all as [GraphNode, ...GraphNode[]]; // A group has one at least.
    if (all.length === 1) return first;
    const { parent: _parent, ...rest } = first;
    const named = { ...rest, ...(parent === undefined ? {} : { parent }) };
    const count = all.reduce((sum, node) => sum + node.count, 0);
    return summary(named, all, parent === undefined ? `${count} more` : `${count} more behind it`);
  });
  return [...nodes.filter(({ id }) => kept.has(id)), ...summaries];
}

/** From the root to the node itself; a circle ends where it began. */
function wayTo(node: GraphNode, byId: ReadonlyMap<string, GraphNode>): readonly string[] {
  const way = [node.id];
  for (let { parent } = node; parent !== undefined && !way.includes(parent); parent = byId.get(parent)?.parent) {
    way.unshift(parent);
  }
  return way;
}

function urgency({ origin, fate }: GraphNode): number {
  return ["alive", "asked", "dead", "ended"].indexOf(fate) + (origin === "leaked" ? -4 : origin === "likely" ? 1 : 0);
}

/** The worst of them is what is said. */
function summary(node: GraphNode, all: readonly GraphNode[], title: string): GraphNode {
  const count = all.reduce((sum, { count: each }) => sum + each, 0);
  const worst =
    (["alive", "asked", "dead", "ended"] as const).find((fate) => all.some((one) => one.fate === fate)) ?? "alive";
  const counted = Object.entries(Object.groupBy(all, ({ fate }) => fate)).map(
    ([fate, some = []]) => `${some.reduce((sum, one) => sum + one.count, 0)} ${fate}`,
  );
  return {
    ...node,
    id: `${node.id} and more`,
    fate: worst,
    title,
    subtitle: counted.join(", "),
    key: "not drawn one by one",
    facts: [],
    verdict:
      worst === node.fate && counted.length === 1
        ? node.verdict.replace(/ since .*| by itself .*/, "")
        : `${worst}, at worst`,
    words: `${title}: ${counted.join(", ")}.`,
    count,
  };
}
