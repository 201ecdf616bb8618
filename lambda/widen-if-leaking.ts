// A deny of one session that leaks was too narrow.
import { alertToAnswer } from "./answer-again.ts";
import type { Deps } from "./deps.ts";
import type { Incident } from "./incident.ts";
import type { Claim } from "./ledger/ledger.ts";
import { respondTo } from "./respond.ts";
import { onlySession, stepsOnRole } from "./steps-on-role.ts";

/** A deny of one session that does not stop the leak was too narrow: the whole role is denied, from now. */
export async function widenIfLeaking(deps: Deps, claim: Claim, incident: Incident): Promise<Incident> {
  const alert = alertToAnswer(incident);
  if (incident.proof !== "leaking" || onlySession(stepsOnRole(incident)) === undefined || !alert) return incident;
  const because = "Calls of the leaked session got through the deny that is on it alone.";
  await deps.ledger.append(claim, new Date(deps.now()).toISOString(), (now) =>
    now.widened ? [] : [{ type: "widened", because }],
  );
  return respondTo(deps, alert, { ...(incident.approved ? { approved: incident.approved } : {}), widened: true });
}
