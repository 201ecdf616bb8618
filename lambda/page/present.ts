// An incident as programs read it: the shape of /api/incidents and of the command line's JSON.
import type { Incident } from "../incident.ts";
import { presentResidual } from "./present-residual.ts";

/** Adds what is derived: the sessions that are known, and what the steps do not stop or the intruder has left. */
export function present(incident: Incident) {
  return { ...incident, sessions: sessionsOf(incident), residual: presentResidual(incident) };
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
