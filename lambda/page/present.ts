// An incident as programs read it: the shape of /api/incidents and of the command line's JSON.
import type { Incident } from "../incident.ts";
import { KNOWN_LIMITS } from "../residual/known-limits.ts";
import { providersOf } from "../residual/providers.ts";

/** Adds what is derived: the sessions that alerts have named, and what the steps never stop. */
export function present(incident: Incident) {
  return { ...incident, sessions: sessionsOf(incident), residual: residualOf(incident) };
}

function sessionsOf({ alerts, principal }: Incident) {
  const keys = [...new Set(alerts.flatMap(({ accessKeyId }) => accessKeyId ?? []))];
  return keys.map((accessKeyId) => ({
    accessKeyId,
    principal,
    region: alerts.find((alert) => alert.accessKeyId === accessKeyId)?.region,
  }));
}

function residualOf(incident: Incident): readonly string[] {
  const inForce = incident.steps.filter(({ status }) => status === "applied");
  return [...new Set([...inForce.flatMap(({ type }) => KNOWN_LIMITS[type]), ...providersOf(incident)])];
}
