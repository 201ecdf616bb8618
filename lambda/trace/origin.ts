// Who opened the credential that an alert has named. Its opener is told and not followed; but who came in without a key may
// come in again, so that identity's other sessions are looked for.
import { addOpened, replaceNode } from "./add-node.ts";
import type { Origin, RecordedCall, TraceGraph, TraceNode } from "./graph.ts";
import { given, isSameIssue, isSamePrincipal, signerOf } from "./identity.ts";
import { openedBySts } from "./opens/sts.ts";

export function addOrigin(
  graph: TraceGraph,
  id: string,
  events: readonly RecordedCall[],
  mostNodes: number,
): TraceGraph {
  const node = graph.nodes.find((one) => one.id === id);
  if (node?.how !== "alert" || node.origin) return graph;
  for (const call of events) {
    const principal = signerOf(call);
    const opened = principal && call.issued ? openedBySts(call, principal)[0] : undefined;
    if (!principal || opened?.accessKeyId !== node.accessKeyId || !opened) continue;
    if (!isSamePrincipal(node.principal, opened.principal)) continue;
    if (node.issuedAt !== undefined && !isSameIssue(node.issuedAt, opened.issuedAt)) continue;
    const origin: Origin = {
      principal,
      call: `sts:${call.name}`,
      eventId: call.eventId,
      at: call.at,
      ...given({ accessKeyId: call.accessKeyId, sourceIp: call.sourceIp }),
    };
    const { expiresAt, sourceIdentity } = opened;
    const named: TraceNode = { ...given({ expiresAt, sourceIdentity }), ...node, origin };
    return withEntry(replaceNode(graph, named), named, origin, mostNodes);
  }
  return graph;
}

function withEntry(graph: TraceGraph, node: TraceNode, { principal, call, eventId, at }: Origin, mostNodes: number) {
  if (principal.kind !== "web-identity" && principal.kind !== "saml-user") return graph;
  const entry = { form: principal.kind, principal, sure: "likely" } as const;
  return addOpened(graph, entry, { from: node.id, call: `${call} (origin)`, eventId, at }, mostNodes, true);
}
