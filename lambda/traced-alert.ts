// Whom the trace has found, as an alert of their own: they are answered like the first, in the same incident. Pure.
import type { Incident, TracedSession } from "./incident.ts";
import type { Alert } from "./model.ts";
import { suspectOf } from "./trace/suspect-of.ts";

/** Only what CloudTrail shows to be opened with the leaked credential: what is merely likely is for a person to decide. */
export function alertOf(incident: Incident, session: TracedSession): Alert | undefined {
  const { node, parent, how, form, principal, accessKeyId, issuedAt, since = incident.openedAt, region } = session;
  const suspect = suspectOf(principal);
  if (how !== "issued" || !suspect) return undefined;
  const opener = principal.kind === "user" ? "made" : "opened";
  return {
    source: "trace",
    id: idOf(incident, node),
    type: "Opened With The Leaked Credential",
    title: `${accessKeyId ?? form} was ${opener} with a credential of this incident${parent === undefined ? "" : ` (${parent})`}`,
    account: principal.account,
    region: region ?? "unknown",
    ...(accessKeyId === undefined ? {} : { accessKeyId }),
    principal: suspect,
    sample: false,
    lastSeen: issuedAt ?? since,
    ...(issuedAt === undefined ? {} : { issuedAt }),
    scope: "role",
  };
}

/** Found, on record, and not answered yet: what came between was a crash, or a ledger that failed. `now` in milliseconds. */
export function unanswered(incident: Incident, now: number): readonly Alert[] {
  const answered = new Set(incident.alerts.flatMap(({ source, id }) => (source === "trace" ? [id] : [])));
  return (incident.sessions ?? []).flatMap((session) =>
    isOver(session, now) || answered.has(idOf(incident, session.node)) ? [] : (alertOf(incident, session) ?? []),
  );
}

export function isOver({ expiresAt }: Pick<TracedSession, "expiresAt">, now: number): boolean {
  return expiresAt !== undefined && Date.parse(expiresAt) <= now;
}

export function idOf(incident: Pick<Incident, "id">, node: string): string {
  return `${incident.id}/${node}`.slice(0, 500);
}
