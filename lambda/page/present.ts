// An incident as programs read it: the shape of /api/incidents and of the command line's JSON.
import { openQuestions } from "../asking-alerts.ts";
import type { Incident } from "../incident.ts";
import { presentResidual } from "./present-residual.ts";

/** Adds what is derived: the sessions that are known, whom a person is asked about, and what is left. */
export function present(incident: Incident) {
  const { alerts, entries } = incident;
  const questions = alerts.length === 0 || entries.length === 0 ? [] : openQuestions(incident);
  return { ...incident, sessions: sessionsOf(incident), questions, residual: presentResidual(incident) };
}

/** What alerts have named, and what the trace has found behind it. */
function sessionsOf({ alerts, principal, sessions = [] }: Incident) {
  const traced = new Set(sessions.map(({ accessKeyId }) => accessKeyId));
  const named = alerts.filter(({ accessKeyId }) => accessKeyId !== undefined && !traced.has(accessKeyId));
  const keys = [...new Set(named.map(({ accessKeyId }) => accessKeyId))];
  return [
    ...keys.map((accessKeyId) => {
      const { region, issuedAt } = named.find((alert) => alert.accessKeyId === accessKeyId) ?? {};
      return { accessKeyId, principal, region, ...(issuedAt === undefined ? {} : { issuedAt }) };
    }),
    ...sessions,
  ];
}
