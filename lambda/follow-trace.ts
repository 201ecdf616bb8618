// What the trace finds joins the incident: every credential that was opened with the leaked one is contained like the first.
import { containEach } from "./contain-found.ts";
import type { Deps } from "./deps.ts";
import type { Incident, TracedSession } from "./incident.ts";
import { alertKey } from "./ledger/fold.ts";
import type { Claim, KnownTrace } from "./ledger/ledger.ts";
import type { Alert } from "./model.ts";
import { tellResidual } from "./tell-residual.ts";
import { EMPTY_GRAPH, type TraceGraph, type TraceNode } from "./trace/graph.ts";
import { absorbHeard, type Heard } from "./trace/heard.ts";
import { suspectOf } from "./trace/suspect-of.ts";
import { walk, withStarts } from "./trace/walk.ts";
import { startsOf } from "./trace-starts.ts";
import { alertOf, idOf, isOver, unanswered } from "./traced-alert.ts";
import { openSource } from "./trail-source.ts";

/** Less than a heartbeat is long: what was not read in it is a gap, and the next walk begins there. */
const BUDGET_MS = 50_000;
/** The trail counts whole seconds, and clocks differ. */
const CLOCKS_MS = 5_000;
/** For how long a call that was heard is looked at: the trail shows it by then, as a rule. */
const HEARD_MS = 60 * 60_000;

/** Walks on from where the last walk ended. Safe to repeat: whoever is contained already stays so. */
export async function followTrace(deps: Deps, claim: Claim, incident: Incident): Promise<Incident> {
  if (startsOf(incident).length === 0) return incident;
  const known = await knownTrace(deps, incident);
  const joined = known.calls.length === 0 ? incident : await join(deps, claim, known.graph); // They need not wait for the walk.
  const { source, scanned } = await openSource(deps, known.stored?.scanned);
  const walked = await walk({
    known: known.graph,
    starts: startsOf(joined),
    source,
    now: deps.now,
    budgetMs: BUDGET_MS,
  });
  const { graph, calls } = await absorbStrays(deps, walked.graph, known.stored?.graph ?? EMPTY_GRAPH);
  const found = await join(deps, claim, graph, true);
  const read = { ...walked, graph, calls: [...known.calls, ...walked.calls, ...calls] };
  const told = await tellResidual(deps, claim, found, read);
  const paid = scanned();
  if (paid) deps.log.info({ incident: incident.id, ...paid }, "the trace has read the trail through Athena");
  const state = { graph, gaps: walked.gaps, through: walked.through, ...(paid ? { scanned: paid } : {}) };
  await deps.ledger.writeTrace(incident.id, known.stored?.version ?? 0, state);
  return told;
}

/** The fast road: what EventBridge has brought is enough to contain a hop, long before the trail shows it. */
export async function followHeard(deps: Deps, claim: Claim, incident: Incident): Promise<Incident> {
  if (startsOf(incident).length === 0) return incident;
  const { graph, calls } = await knownTrace(deps, incident);
  return calls.length === 0 ? incident : join(deps, claim, graph);
}

/** The same where something was heard at all, and whoever was found before and not contained: for whoever looks each minute. */
export async function followHeardSince(deps: Deps, claim: Claim, incident: Incident): Promise<Incident> {
  const now = await containEach(deps, claim, incident, unanswered(incident, deps.now()));
  const heard = await deps.ledger.readHeard(incident.id, heardSince(deps));
  return heard.length === 0 ? now : followHeard(deps, claim, now);
}

function heardSince({ now }: Deps): string {
  return new Date(now() - HEARD_MS).toISOString();
}

type Known = Heard & { readonly stored: KnownTrace | undefined };

/** The graph with what was heard beside it, and the calls of that: no walk has read them yet. */
async function knownTrace(deps: Deps, incident: Incident): Promise<Known> {
  const [stored, heard] = await Promise.all([
    deps.ledger.readTrace(incident.id),
    deps.ledger.readHeard(incident.id, heardSince(deps)),
  ]);
  const before = stored?.graph ?? EMPTY_GRAPH;
  const direct = absorbHeard(withStarts(before, startsOf(incident)), heard);
  const strays = await absorbStrays(deps, direct.graph, before);
  return { stored, graph: strays.graph, calls: [...direct.calls, ...strays.calls] };
}

/** What keys have opened that nobody knew to be the incident's when it was heard. */
async function absorbStrays(deps: Deps, graph: TraceGraph, before: TraceGraph): Promise<Heard> {
  let now: Heard = { graph, calls: [] };
  const asked = new Set(before.nodes.map(({ id }) => id));
  for (;;) {
    const found = now.graph.nodes.filter(({ id, how }) => how !== "likely" && !asked.has(id));
    if (found.length === 0) return now;
    for (const { id } of found) asked.add(id);
    const strays = await deps.ledger.readStrays(found.flatMap(({ accessKeyId }) => accessKeyId ?? []));
    const since = new Map(found.map((node) => [node.accessKeyId, Date.parse(node.since) - CLOCKS_MS]));
    const counting = strays.filter(({ accessKeyId, at }) => Date.parse(at) >= (since.get(accessKeyId) ?? 0));
    const absorbed = absorbHeard(now.graph, counting);
    now = { graph: absorbed.graph, calls: [...now.calls, ...absorbed.calls] };
  }
}

async function join(deps: Deps, claim: Claim, graph: TraceGraph, walked?: true): Promise<Incident> {
  const told = await tellSessions(deps, claim, graph, walked);
  return containAll(deps, claim, told, graph);
}

/** Who was found since, on record: by whom it was opened, when and where; and whoever is surer now than before. */
async function tellSessions(deps: Deps, claim: Claim, graph: TraceGraph, walked?: true): Promise<Incident> {
  const at = new Date(deps.now()).toISOString();
  return deps.ledger.append(claim, at, (now) => {
    const known = new Map((now.sessions ?? []).map(({ node, how }) => [node, how]));
    const found = graph.nodes.filter(({ id, how }) => how !== "alert" && known.get(id) !== how).map(sessionOf);
    const isNews = found.length > 0 || (walked && !now.walked);
    return isNews ? [{ type: "traced", sessions: found, ...(walked ? { walked } : {}) }] : [];
  });
}

function sessionOf(node: TraceNode): TracedSession {
  const { id, how, form, principal, accessKeyId, issuedAt, since, expiresAt, region, openedBy } = node;
  return {
    node: id,
    how,
    form,
    principal,
    ...(accessKeyId === undefined ? {} : { accessKeyId }),
    ...(issuedAt === undefined ? { since } : { issuedAt }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...(region === undefined ? {} : { region }),
    ...(openedBy === undefined ? {} : { parent: openedBy }),
  };
}

function containAll(deps: Deps, claim: Claim, incident: Incident, graph: TraceGraph): Promise<Incident> {
  const alerts = graph.nodes.flatMap((node) => {
    const alert = alertOf(incident, sessionOf(node)) ?? alertOfTrust(incident, node, graph);
    return !alert || isAnswered(incident, alert) || isOver(node, deps.now()) ? [] : [alert];
  });
  return containEach(deps, claim, incident, alerts);
}

/** A role whose trust policy a credential of the incident has written: whom it lets in now is the intruder's choice. */
function alertOfTrust(incident: Incident, node: TraceNode, { edges, nodes }: TraceGraph): Alert | undefined {
  const { form, principal } = node;
  const suspect = form === "trusting-role" ? suspectOf(principal) : undefined;
  const sure = new Set(nodes.flatMap(({ id, how }) => (how === "likely" ? [] : [id])));
  const written = edges.find(({ to, from }) => to === node.id && sure.has(from));
  if (!suspect || !written) return undefined;
  return {
    source: "trace",
    id: idOf(incident, node.id),
    type: "Trust Written With The Leaked Credential",
    title: `The trust policy of the role ${principal.name} was written with a credential of this incident (${written.from}, ${written.call})`,
    account: principal.account,
    region: node.region ?? "unknown",
    principal: suspect,
    sample: false,
    lastSeen: written.at,
    trustWritten: true,
    scope: "role",
  };
}

function isAnswered(incident: Incident, alert: Alert): boolean {
  return incident.verdicts[alertKey(alert)] !== undefined;
}
