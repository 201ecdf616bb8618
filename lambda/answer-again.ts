// An incident that is not finished is answered again: the process died on it, a step failed, or nobody knew whose key it is.
import { asApproved } from "./approval.ts";
import { askingAlerts, isFound } from "./asking-alerts.ts";
import { containEach } from "./contain-found.ts";
import type { Deps } from "./deps.ts";
import { isPaged } from "./hold.ts";
import type { Incident } from "./incident.ts";
import { alertKey, isOpen } from "./ledger/fold.ts";
import type { Claim } from "./ledger/ledger.ts";
import type { Alert } from "./model.ts";
import { respondTo } from "./respond.ts";
import { stepTarget } from "./steps.ts";

/** A crash after the claim or amid the record, or a step that failed: the alert is answered again. */
export function isUnfinished({ now }: Deps, incident: Incident): boolean {
  const { status, pending, steps, failures } = incident;
  const paged = steps.filter(({ step }) => isPaged(incident, step, now())).map(({ step }) => stepTarget(step));
  const hasFailed = status === "failed" && !Object.keys(failures).every((what) => paged.includes(what));
  return status === "containing" || hasFailed || (status === "contained" && pending.length > 0);
}

/** Where the alert was about a bare key, whoever is found behind it has an incident of his own: this one ends with its name. */
export async function answerAgain(deps: Deps, claim: Claim, known: Incident | undefined): Promise<Incident> {
  const alert = alertToAnswer(known) ?? claim.openingAlert;
  const approved = known?.approved;
  const widened = known?.widened;
  const since = claim.openedAt;
  const alerts = known ? askingAlerts(known) : [];
  const answered = { since, alerts, ...(approved ? { approved } : { sent: since }), ...(widened ? { widened } : {}) };
  const incident = await respondTo(deps, known && approved ? asApproved(alert, known) : alert, answered);
  if (incident.id === claim.incidentId) return retryTraced(deps, claim, incident);
  const { id, principal } = incident;
  const suspect = incident.alerts[0]?.principal ?? alert.principal;
  deps.log.info({ incident: claim.incidentId, principal, answeredBy: id }, "identified");
  return deps.ledger.append(claim, new Date(deps.now()).toISOString(), (now) =>
    isOpen(now) ? [{ type: "identified", principal: suspect, incident: id }] : [],
  );
}

/** The last alert of a source that was not refused: a sample that came in between asks for nothing. */
export function alertToAnswer(incident: Incident | undefined): Alert | undefined {
  return incident && askingAlerts(incident).at(-1);
}

/** Whom the trace has found, and who could not be contained, or nobody knows whether they were. */
async function retryTraced(deps: Deps, claim: Claim, incident: Incident): Promise<Incident> {
  let now = incident;
  for (const alert of incident.alerts) {
    const isDecided = isFound(alert) && incident.verdicts[alertKey(alert)]?.type === "contain";
    // What was asked about has been answered: the guardrails would ask again.
    const answer = incident.approved ?? { by: "the verdict that is on record", at: incident.openedAt };
    if (isDecided && isUnfinished(deps, now)) now = await containEach(deps, claim, now, [alert], answer);
  }
  return now;
}
