// ★ Start reading here: one event to its incidents. Deny first; nothing slow is in the way.
import { type Answered, answer, answerNobody, waitForName } from "./answer.ts";
import type { Deps } from "./deps.ts";
import { identify } from "./identify/index.ts";
import type { Incident } from "./incident.ts";
import { timeOf } from "./intake/fields/time.ts";
import { readAlerts } from "./intake/index.ts";
import { alertKey } from "./ledger/fold.ts";
import type { Alert, Time } from "./model.ts";
import { settleSome } from "./settle-some.ts";

/** Actors of an attack sequence, findings of one delivery: side by side, as far as IAM likes it. */
const AT_ONCE = 10;

/**
 * Takes an event as EventBridge delivers it to its incidents. Rejects for input that cannot be understood, and where AWS or
 * the ledger does not answer: delivering the event again is always safe. One alert that fails does not keep the others of
 * the event from their turn.
 */
export async function respond(deps: Deps, event: unknown): Promise<readonly Incident[]> {
  const alerts = readAlerts(event);
  const sent = sentAt(event) ?? new Date(deps.now()).toISOString();
  const results = await settleSome(AT_ONCE, alerts, (alert) => respondTo(deps, alert, { sent }));
  const failures = results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
  const incidents = await tellOfEach(
    deps,
    results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : [])),
  );
  if (failures.length > 1) throw new AggregateError(failures, `${failures.length} alerts of the event failed.`);
  if (failures.length === 1) throw failures[0];
  return incidents;
}

/** Alerts of one incident share a message. */
async function tellOfEach(deps: Deps, incidents: readonly Incident[]): Promise<readonly Incident[]> {
  const last = new Map(incidents.map((incident) => [incident.id, incident]));
  const { tellPeople } = await import("./tell-people.ts");
  await Promise.all([...last.values()].map((incident) => tellPeople(deps, incident)));
  return incidents;
}

/** By the event's own word: whoever may put events on the bus may give them another time. */
function sentAt(event: unknown): Time | undefined {
  return timeOf(Object(event)["time"]);
}

/** One alert to its incident. Whom a bare key or an instance means is found first; an alert that names a role costs nothing. */
export async function respondTo(deps: Deps, alert: Alert, known: Answered = {}): Promise<Incident> {
  const { type, principal, lastSeen } = alert;
  deps.log.info({ alert: alertKey(alert), type, principal, lastSeen }, "alert");
  const { since = new Date(deps.now()).toISOString() } = known;
  const identified = await identify(alert, { ...deps, since });
  switch (identified.outcome) {
    case "named": {
      const { note } = identified;
      const named = note === undefined ? identified.alert : { ...identified.alert, note };
      return withOpened(deps, await answer(deps, named, known));
    }
    case "nobody":
      return answerNobody(deps, alert, identified.because);
    case "later":
      return waitForName(deps, alert, identified.because);
  }
}

/**
 * After the deny: what the credential is known to have opened is denied in the same second. Whatever fails here is made up
 * for by the heartbeat.
 */
async function withOpened(deps: Deps, incident: Incident): Promise<Incident> {
  if (!deps.config.trace || incident.status !== "contained") return incident;
  try {
    const claim = await deps.ledger.claimOf(incident);
    const { followHeard } = await import("./follow-trace.ts");
    return claim ? await followHeard(deps, claim, incident) : incident;
  } catch (error) {
    deps.log.error({ err: error, incident: incident.id }, "what was opened before could not be followed at once");
    return incident;
  }
}
