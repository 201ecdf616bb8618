// What a heartbeat found, and where incidents stand: by status, by what their containment is worth, held, or asking.
import { openQuestions } from "./asking-alerts.ts";
import type { Deps } from "./deps.ts";
import { type Incident, inForce } from "./incident.ts";
import { isHeld } from "./is-held.ts";
import { isOpen } from "./ledger/fold.ts";
import type { Claim } from "./ledger/ledger.ts";
import type { Metrics } from "./metrics.ts";

/** A claim is due again less than a minute after it was taken: one that has waited for so long was forgotten. */
const OVERDUE_MS = 5 * 60_000;

/** `standing`: how those stand now that were looked after; somebody else has the others. */
export function countBeat(
  { metrics, now, heard }: Deps,
  claims: readonly Claim[],
  { standing, failed }: { readonly standing: readonly Incident[]; readonly failed: number },
): void {
  const late = claims.filter(({ dueAt }) => dueAt !== undefined && now() - Date.parse(dueAt) > OVERDUE_MS);
  metrics.count("Heartbeats");
  // Nothing is no datapoint, and CloudWatch takes its time before it calls missing data bad: a nought is seen at once.
  for (const Region of heard) metrics.count("DrillArrived", { Region }, 0);
  metrics.count("IncidentsOverdue", undefined, late.length);
  if (failed > 0) metrics.count("ReconcilesFailed", undefined, failed);
  countStanding(metrics, standing);
}

/** With `before`, how the one incident stood: only what has changed is counted. */
export function countStanding(metrics: Metrics, incidents: readonly Incident[], before?: Incident): void {
  const contained = incidents.filter((incident) => inForce(incident).length > 0);
  for (const [Status, { length }] of by(incidents, ({ status }) => status)) {
    if (before?.status !== Status) metrics.count("IncidentsByStatus", { Status }, length);
  }
  for (const [Proof, { length }] of by(contained, ({ proof }) => proof)) {
    if (before?.proof !== Proof) metrics.count("IncidentsByProof", { Proof }, length);
  }
  const held = contained.filter(isHeld).length;
  if (held > 0 && !(before && isHeld(before))) metrics.count("IncidentsHeld", undefined, held);
  const asked = incidents.reduce((sum, incident) => sum + questionsOf(incident), 0);
  if (asked > (before ? questionsOf(before) : 0)) metrics.count("QuestionsOpen", undefined, asked);
}

/** About the incident as a whole, or about each who was found to belong to it. */
function questionsOf(incident: Incident): number {
  if (incident.status === "awaiting-approval") return 1;
  return isOpen(incident) ? openQuestions(incident).length : 0;
}

function by<K>(incidents: readonly Incident[], of: (incident: Incident) => K): ReadonlyMap<K, readonly Incident[]> {
  return Map.groupBy(incidents, of);
}
