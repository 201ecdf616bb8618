// Putting what was found into the graph: known credentials are recognized, new ones take a place while there is one.
import type { Time } from "../model.ts";
import type { TraceEdge, TraceGraph, TraceNode, TracePrincipal } from "./graph.ts";
import { given, isSameIssue, isSamePrincipal } from "./identity.ts";
import { makeRoom } from "./make-room.ts";
import type { Opened } from "./opens/opened.ts";

export type Link = Omit<TraceEdge, "to" | "sure"> & { readonly region?: string };

/** Enough for "who else has opened it". */
const MOST_EDGES_TO_ONE = 3;

/** `isNew`: the call that shows it was not read before, so that what finds no place is counted once. */
export function addOpened(
  graph: TraceGraph,
  opened: Opened,
  link: Link,
  mostNodes: number,
  isNew: boolean,
): TraceGraph {
  const known = graph.nodes.find((node) => isSameNode(node, opened));
  if (known) return addEdge(replaceNode(graph, learn(known, opened)), known.id, opened.sure, link);
  const node = newNode(graph, opened, { since: link.at, openedBy: link.from, ...given({ region: link.region }) });
  const room = makeRoom(graph, opened, mostNodes);
  if (!room) return isNew ? { ...graph, cut: { ...graph.cut, nodes: graph.cut.nodes + 1 } } : graph;
  return addEdge({ ...room, nodes: [...room.nodes, node] }, node.id, opened.sure, link);
}

/** What an alert has named has its place in any case. */
export function addStart(graph: TraceGraph, opened: Opened, since: Time): TraceGraph {
  const known = graph.nodes.find((node) => isSameNode(node, opened));
  if (known) {
    const node: TraceNode = { ...learn(known, opened), how: "alert" };
    // What lies before is read as if nothing had been: some calls then count twice.
    return replaceNode(graph, since < known.since ? { ...node, since, read: { behind: {} } } : node);
  }
  const node: TraceNode = { ...newNode(graph, opened, { since }), how: "alert" };
  return { ...graph, nodes: [...graph.nodes, node] };
}

export function replaceNode(graph: TraceGraph, node: TraceNode): TraceGraph {
  return { ...graph, nodes: graph.nodes.map((other) => (other.id === node.id ? node : other)) };
}

/** Key, principal and issue time together: a key id alone may be somebody else's. */
function isSameNode(node: TraceNode, opened: Opened): boolean {
  if (node.form !== opened.form || !isSamePrincipal(node.principal, opened.principal)) return false;
  if (node.form !== "key") return node.about === about(opened);
  if (node.accessKeyId !== opened.accessKeyId) return false;
  return node.issuedAt === undefined || opened.issuedAt === undefined || isSameIssue(node.issuedAt, opened.issuedAt);
}

/** What was known stays; what was not known is filled in. */
function learn(node: TraceNode, { principal, issuedAt, expiresAt, sourceIdentity }: Opened): TraceNode {
  return {
    ...given({ issuedAt, expiresAt, sourceIdentity }),
    ...node,
    principal: mergePrincipal(node.principal, principal),
  };
}

export function mergePrincipal(known: TracePrincipal, said: TracePrincipal): TracePrincipal {
  return { ...said, ...known };
}

function newNode(
  { nodes }: TraceGraph,
  opened: Opened,
  more: Pick<TraceNode, "since"> & Partial<TraceNode>,
): TraceNode {
  const { form, principal, accessKeyId, issuedAt, expiresAt, sourceIdentity } = opened;
  const { account, name, session, id } = principal;
  const named = accessKeyId ?? [form, account, name ?? id, session, about(opened)].filter(Boolean).join("/");
  const taken = nodes.filter((node) => node.id === named || node.id.startsWith(`${named}#`)).length;
  return {
    id: taken === 0 ? named : `${named}#${taken + 1}`,
    form,
    how: "likely", // Until it is known who opened it.
    principal,
    calls: 0,
    sourceIps: [],
    userAgents: [],
    read: { behind: {} },
    ...given({ accessKeyId, about: about(opened), issuedAt, expiresAt, sourceIdentity }),
    ...more,
  };
}

function about(opened: Opened): string | undefined {
  return opened.about?.slice(0, 200);
}

function addEdge(graph: TraceGraph, to: string, sure: TraceEdge["sure"], { region: _, ...link }: Link): TraceGraph {
  if (link.from === to) return graph;
  const others = graph.edges.filter((edge) => edge.to === to);
  const isKnown = others.some(
    ({ from, call, sure: known }) => from === link.from && call === link.call && known === sure,
  );
  if (isKnown) return graph;
  const isFull =
    others.length >= MOST_EDGES_TO_ONE && (sure === "likely" || others.some((edge) => edge.sure === "issued"));
  return isFull ? graph : { ...graph, edges: [...graph.edges, { ...link, to, sure }] };
}
