// An incident as programs read it: the shape of /api/incidents and of the command line's JSON.
import { isFound, openQuestions } from "../asking-alerts.ts";
import type { Incident } from "../incident.ts";
import type { Trace } from "../ledger/ledger.ts";
import type { Alert } from "../model.ts";
import type { TraceNode } from "../trace/graph.ts";
import { given } from "../trace/identity.ts";
import { presentResidual } from "./present-residual.ts";

/**
 * Adds what is derived: the sessions that are known, whom a person is asked about, and what is left. With the trace each
 * session also says what it was seen to do.
 */
export function present(incident: Incident, trace?: Pick<Trace, "graph">) {
  const { alerts, entries } = incident;
  const questions = alerts.length === 0 || entries.length === 0 ? [] : openQuestions(incident);
  const seen = new Map(trace?.graph.nodes.map((node) => [node.id, seenOf(node)]));
  const sessions = sessionsOf(incident).map((session) => ({ ...session, ...seen.get(nodeOf(session)) }));
  return { ...incident, sessions, questions, residual: presentResidual(incident) };
}

/** Until when it is good, when it was seen first and last, from where. */
function seenOf({ expiresAt, firstSeen, lastSeen, calls, sourceIps, userAgents, origin }: TraceNode) {
  return { ...given({ expiresAt, firstSeen, lastSeen, origin }), calls, sourceIps, userAgents };
}

type Session = ReturnType<typeof sessionsOf>[number];

/** The trace knows the key of an alert by its id. */
function nodeOf(session: Session): string {
  return "node" in session ? session.node : (session.accessKeyId ?? "");
}

/** What alerts have named, and what the trace has found behind it. */
function sessionsOf({ alerts, principal, sessions = [] }: Incident) {
  const traced = new Set(sessions.map(({ accessKeyId }) => accessKeyId));
  const named = alerts.filter(({ accessKeyId }) => accessKeyId !== undefined && !traced.has(accessKeyId));
  const keys = [...new Set(named.map(({ accessKeyId }) => accessKeyId))];
  return [
    ...keys.map((accessKeyId) => {
      const alert = named.find((one) => one.accessKeyId === accessKeyId);
      const { region, issuedAt } = alert ?? {};
      const owner = alert && isFound(alert) ? foundOwner(alert) : principal;
      return { accessKeyId, principal: owner, region, ...(issuedAt === undefined ? {} : { issuedAt }) };
    }),
    ...sessions,
  ];
}

/** Whoever undid a step is not the incident's own principal. */
function foundOwner({ principal, account }: Alert) {
  return { ...principal, ...given({ account }) };
}
