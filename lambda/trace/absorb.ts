// What a reading of the trail adds to the graph. Pure: the same events give the same graph in any order, and twice as once.
import { addOpened, type Link, mergePrincipal, replaceNode } from "./add-node.ts";
import { FOLLOWERS } from "./follow/index.ts";
import type { Namesake, RecordedCall, TraceGraph, TraceNode } from "./graph.ts";
import { given, isSameIssue, isSamePrincipal, isTemporary, signed, signerOf } from "./identity.ts";
import { openedBy } from "./opens/index.ts";
import { openedBySts } from "./opens/sts.ts";
import { addOrigin } from "./origin.ts";
import { isRecent, remember } from "./recent.ts";
import { withSureness } from "./sureness.ts";

export type Absorbed = {
  readonly graph: TraceGraph;
  /** The node's own calls that were not known before. */
  readonly calls: readonly RecordedCall[];
};

const MOST_NAMESAKES = 20;
const MOST_IPS = 5;
const MOST_AGENTS = 3;

export function absorb(before: TraceGraph, id: string, read: readonly RecordedCall[], mostNodes: number): Absorbed {
  const found = before.nodes.find((node) => node.id === id);
  if (!found) return { graph: before, calls: [] };
  const events = inOrder(read);
  const node = withIssueTime(found, events);
  const own = node.form === "key" ? events.filter((call) => signed(node, call)) : [];
  const fresh = own.filter((call) => !isRecent(before.recent, call));
  let graph = replaceNode(before, withCalls(node, own, fresh));
  for (const call of node.form === "key" ? own : events) {
    const opened = node.form === "key" ? openedBy(call) : FOLLOWERS[node.form].credentials(node, call);
    const isNew = !isRecent(before.recent, call);
    for (const one of opened) graph = addOpened(graph, one, linkOf(node, call), mostNodes, isNew);
  }
  if (node.form === "key") {
    graph = addNamesakes(graph, node, events);
    graph = addOrigin(graph, node.id, events, mostNodes);
    graph = addSourceIdentity(graph, node.id, mostNodes);
  }
  return { graph: withSureness({ ...graph, recent: remember(graph.recent, fresh) }), calls: fresh };
}

/** Each once, oldest first: LookupEvents gives the newest first, and the same ones again. */
function inOrder(read: readonly RecordedCall[]): readonly RecordedCall[] {
  const each = [...new Map(read.map((call) => [call.eventId, call])).values()];
  return each.sort((one, other) =>
    one.at === other.at ? (one.eventId < other.eventId ? -1 : 1) : one.at < other.at ? -1 : 1,
  );
}

/** Where nobody has told the issue time, the principal's first call with the key does, or the call that gave it out. */
function withIssueTime(node: TraceNode, events: readonly RecordedCall[]): TraceNode {
  const { accessKeyId, principal, issuedAt: known } = node;
  if (node.form !== "key" || !isTemporary(accessKeyId) || known !== undefined) return node;
  const first = events.find((call) => {
    const signer = call.accessKeyId === accessKeyId ? signerOf(call) : undefined;
    return signer && call.identity?.issuedAt !== undefined && isSamePrincipal(principal, signer);
  });
  const issuedAt = first?.identity?.issuedAt ?? issuedIn(node, events);
  return issuedAt === undefined ? node : { ...node, issuedAt };
}

function issuedIn({ accessKeyId, principal }: TraceNode, events: readonly RecordedCall[]): string | undefined {
  const giving = events.find((call) => {
    const by = call.issued?.accessKeyId === accessKeyId ? signerOf(call) : undefined;
    return by && openedBySts(call, by).some((opened) => isSamePrincipal(principal, opened.principal));
  });
  return giving?.at;
}

function withCalls(node: TraceNode, own: readonly RecordedCall[], fresh: readonly RecordedCall[]): TraceNode {
  const signers = own.flatMap((call) => signerOf(call) ?? []);
  const times = [node.firstSeen, node.lastSeen, ...own.map(({ at }) => at)].filter((at) => at !== undefined).sort();
  const sourceIdentity = node.sourceIdentity ?? own.find((call) => call.sourceIdentity)?.sourceIdentity;
  const agents = own.flatMap(({ userAgent }) => userAgent?.slice(0, 100) ?? []);
  return {
    ...node,
    principal: signers.reduce(mergePrincipal, node.principal),
    calls: node.calls + fresh.length,
    sourceIps: some(
      MOST_IPS,
      node.sourceIps,
      own.flatMap(({ sourceIp }) => sourceIp?.slice(0, 64) ?? []),
    ),
    userAgents: some(MOST_AGENTS, node.userAgents, agents),
    ...given({ firstSeen: times[0], lastSeen: times.at(-1), sourceIdentity }),
  };
}

function some(most: number, known: readonly string[], said: readonly string[]): readonly string[] {
  return [...new Set([...known, ...said])].slice(0, most);
}

function linkOf({ id }: TraceNode, { source, name, eventId, at, region }: RecordedCall): Link {
  return { from: id, call: `${source.split(".")[0]}:${name}`.slice(0, 100), eventId, at, region };
}

function addNamesakes(graph: TraceGraph, node: TraceNode, events: readonly RecordedCall[]): TraceGraph {
  let { namesakes, cut } = graph;
  for (const call of events) {
    if (call.accessKeyId !== node.accessKeyId || graph.nodes.some((one) => signed(one, call))) continue;
    const principal = signerOf(call);
    const issuedAt = call.identity?.issuedAt;
    if (!principal || namesakes.some((one) => isSame(one, call.accessKeyId, principal, issuedAt))) continue;
    if (namesakes.length >= MOST_NAMESAKES) cut = { ...cut, namesakes: cut.namesakes + 1 };
    else
      namesakes = [
        ...namesakes,
        { accessKeyId: call.accessKeyId ?? "", principal, seen: call.at, ...given({ issuedAt }) },
      ];
  }
  return { ...graph, namesakes, cut };
}

function isSame(one: Namesake, accessKeyId: string | undefined, principal: Namesake["principal"], issuedAt?: string) {
  const isOne = one.accessKeyId === accessKeyId && isSamePrincipal(one.principal, principal);
  return isOne && isSameIssue(one.issuedAt, issuedAt);
}

/** Whoever bears the same source identity in the same role is likely the same person at the identity provider. */
function addSourceIdentity(graph: TraceGraph, id: string, mostNodes: number): TraceGraph {
  const node = graph.nodes.find((one) => one.id === id);
  if (!node?.sourceIdentity || node.principal.kind !== "role" || node.principal.arn === undefined) return graph;
  const { session: _, ...principal } = node.principal;
  const about = node.sourceIdentity.slice(0, 64);
  const link = { from: id, call: "source identity", eventId: "", at: node.since };
  return addOpened(graph, { form: "source-identity", principal, about, sure: "likely" }, link, mostNodes, false);
}
