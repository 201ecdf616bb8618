// What the trace finds joins the incident: every credential that was opened with the leaked one is contained like the first.
import { contain } from "./contain/index.ts";
import { wishConfig } from "./contain/wish-config.ts";
import { decide } from "./decide/index.ts";
import type { Deps } from "./deps.ts";
import { gatherContext } from "./gather-context.ts";
import type { Incident, TracedSession } from "./incident.ts";
import { alertKey, isSameStep } from "./ledger/fold.ts";
import type { Claim } from "./ledger/ledger.ts";
import type { Alert, Suspect, Time } from "./model.ts";
import { cutoffTime } from "./older-sessions-policy.ts";
import { record } from "./record.ts";
import { resolve } from "./resolve/index.ts";
import { cutoffOfStep, type Step, stepTarget } from "./steps.ts";
import { takeSteps } from "./take-steps.ts";
import { EMPTY_GRAPH, type TraceGraph, type TraceNode, type TracePrincipal } from "./trace/graph.ts";
import { lookupSource } from "./trace/lookup-source.ts";
import { type Start, walk } from "./trace/walk.ts";

/** Less than a heartbeat is long: what was not read in it is a gap, and the next walk begins there. */
const BUDGET_MS = 50_000;
/** A long-term key may have been misused before anybody saw it. */
const MARGIN_MS = 60 * 60_000;
/** A session without a known issue time was issued no longer ago than sessions live. */
const LONGEST_SESSION_MS = 12 * 60 * 60_000;

/** Walks on from where the last walk ended. Safe to repeat: whoever is contained already stays so. */
export async function followTrace(deps: Deps, claim: Claim, incident: Incident): Promise<Incident> {
  const known = await deps.ledger.readTrace(incident.id);
  const starts = startsOf(incident);
  if (starts.length === 0) return incident;
  const walked = await walk({
    known: known?.graph ?? EMPTY_GRAPH,
    starts,
    source: lookupSource({ places: deps.places, pace: deps }),
    now: deps.now,
    budgetMs: BUDGET_MS,
  });
  const told = await tellSessions(deps, claim, walked.graph);
  const joined = await containAll(deps, claim, told, walked.graph);
  const state = { graph: walked.graph, gaps: walked.gaps, through: walked.through };
  await deps.ledger.writeTrace(incident.id, known?.version ?? 0, state);
  return joined;
}

function startsOf(incident: Incident): readonly Start[] {
  return incident.alerts.flatMap((alert): readonly Start[] => {
    const isOurs = alert.source !== "trace" && incident.verdicts[alertKey(alert)]?.type === "contain";
    const principal = principalOf(incident, alert);
    if (!isOurs || !principal) return [];
    const { accessKeyId, issuedAt } = alert;
    if (accessKeyId === undefined && principal.session === undefined) return [];
    return [
      {
        principal,
        since: since(alert),
        ...(accessKeyId === undefined ? {} : { accessKeyId }),
        ...(issuedAt === undefined ? {} : { issuedAt }),
      },
    ];
  });
}

function since({ accessKeyId, issuedAt, firstSeen, lastSeen }: Alert): Time {
  if (issuedAt !== undefined) return issuedAt;
  const margin = accessKeyId?.startsWith("AKIA") ? MARGIN_MS : LONGEST_SESSION_MS;
  return new Date(Date.parse(firstSeen ?? lastSeen) - margin).toISOString();
}

function principalOf({ principal, account }: Incident, alert: Alert): TracePrincipal | undefined {
  const session = "session" in alert.principal ? alert.principal.session : undefined;
  const known = {
    ...("arn" in principal ? { arn: principal.arn } : {}),
    ...("id" in principal && principal.id !== undefined ? { id: principal.id } : {}),
  };
  switch (principal.kind) {
    case "role":
    case "identity-center-user":
      return { kind: "role", account, name: principal.name, ...known, ...(session === undefined ? {} : { session }) };
    case "user":
      return federated(principal, account) ?? { kind: "user", account, name: principal.name, ...known };
    case "root":
      return { kind: "root", account };
    default:
      return undefined;
  }
}

/** A token of GetFederationToken signs as the federated user, whom the user's own name does not find. */
function federated(user: { readonly name: string; readonly federatedName?: string }, account: string) {
  const { name: issuer, federatedName: name } = user;
  return name === undefined ? undefined : ({ kind: "federated-user", account, name, issuer } as const);
}

/** Who was found since, on record: by whom it was opened, when and where. */
async function tellSessions(deps: Deps, claim: Claim, graph: TraceGraph): Promise<Incident> {
  const at = new Date(deps.now()).toISOString();
  return deps.ledger.append(claim, at, (now) => {
    const known = new Set((now.sessions ?? []).map(({ node }) => node));
    const found = graph.nodes.filter(({ id, how }) => how !== "alert" && !known.has(id)).map(sessionOf);
    return found.length === 0 && now.sessions ? [] : [{ type: "traced", sessions: found }];
  });
}

function sessionOf(node: TraceNode): TracedSession {
  const { id, how, form, principal, accessKeyId, issuedAt, expiresAt, region, openedBy } = node;
  return {
    node: id,
    how,
    form,
    principal,
    ...(accessKeyId === undefined ? {} : { accessKeyId }),
    ...(issuedAt === undefined ? {} : { issuedAt }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...(region === undefined ? {} : { region }),
    ...(openedBy === undefined ? {} : { parent: openedBy }),
  };
}

/** One after the other: each sees what the one before has denied. */
async function containAll(deps: Deps, claim: Claim, incident: Incident, graph: TraceGraph): Promise<Incident> {
  let now = incident;
  for (const node of graph.nodes) {
    const alert = alertOf(incident, node);
    if (!alert || isAnswered(now, alert) || isDead(deps, node)) continue;
    now = await containTraced(deps, claim, now, alert);
  }
  return now;
}

/** Only what CloudTrail shows to be opened with the leaked credential: what is merely likely is for a person to decide. */
function alertOf(incident: Incident, node: TraceNode): Alert | undefined {
  const { principal, accessKeyId, issuedAt, openedBy } = node;
  const suspect = suspectOf(principal);
  if (node.how !== "issued" || !suspect) return undefined;
  const opener = principal.kind === "user" ? "made" : "opened";
  return {
    source: "trace",
    id: `${incident.id}/${node.id}`.slice(0, 500),
    type: "Opened With The Leaked Credential",
    title: `${accessKeyId ?? node.form} was ${opener} with a credential of this incident${openedBy === undefined ? "" : ` (${openedBy})`}`,
    account: principal.account,
    region: node.region ?? "unknown",
    ...(accessKeyId === undefined ? {} : { accessKeyId }),
    principal: suspect,
    sample: false,
    lastSeen: issuedAt ?? node.since,
    ...(issuedAt === undefined ? {} : { issuedAt }),
    scope: "role",
  };
}

function suspectOf({ kind, name, id, session, issuer }: TracePrincipal): Suspect | undefined {
  if (name === undefined) return undefined;
  const known = id === undefined ? {} : { id };
  switch (kind) {
    case "role":
      return { kind, name, ...known, ...(session === undefined ? {} : { session }) };
    case "user":
      return { kind, name, ...known };
    case "federated-user":
      return issuer === undefined ? undefined : { kind, name, issuer };
    default:
      return undefined;
  }
}

function isAnswered(incident: Incident, alert: Alert): boolean {
  return incident.verdicts[alertKey(alert)] !== undefined;
}

/** A session from before a cutoff that stands is denied already: another cutoff would lock out whoever has come since. */
function isCovered({ steps, failures }: Incident, step: Step, issuedAt: Time): boolean {
  const standing = steps.find((known) => known.status === "applied" && isSameStep(known.step, step));
  if (!standing || failures[stepTarget(step)]) return false;
  const cutoff = cutoffOfStep(standing.step);
  return cutoff === undefined || Date.parse(issuedAt) < Date.parse(cutoff);
}

function isDead(deps: Deps, { expiresAt }: TraceNode): boolean {
  return expiresAt !== undefined && Date.parse(expiresAt) <= deps.now();
}

/**
 * As an alert of its own would be answered, but in this incident. What is to be done is on record first: nothing is in a hurry
 * here, and whoever dies between a step and its record is finished by the heartbeat, with the cutoff that was meant.
 */
export async function containTraced(deps: Deps, claim: Claim, incident: Incident, alert: Alert): Promise<Incident> {
  const now = deps.now();
  const resolution = await resolve(alert, deps.places, false);
  const context = await gatherContext(deps, alert, resolution, { now, approved: claim.approved });
  const verdict = decide({ alert, resolution, config: deps.config, context });
  const cutoff = cutoffTime(now + deps.config.cutoffLeadSeconds * 1000);
  const wish = { cutoff, alerts: [alert], config: wishConfig(deps.config, "role"), widened: true };
  const wanted = resolution.found ? contain({ principal: resolution.principal, ...wish }) : [];
  const steps = wanted
    .filter((step) => !isCovered(incident, step, alert.lastSeen))
    .map((step) => incident.pending.find((pending) => isSameStep(pending, step)) ?? step);
  const isWanted = verdict.type === "contain";
  const said = { alert, resolution, verdict, plan: isWanted ? [] : steps, steps };
  deps.log[isWanted ? "warn" : "error"](
    { incident: claim.incidentId, verdict, principal: alert.principal },
    "the trace found a session",
  );
  const noted = await record(deps, claim, { ...said, outcomes: [] });
  return isWanted ? record(deps, claim, { ...said, outcomes: await takeSteps(deps, steps) }) : noted;
}
