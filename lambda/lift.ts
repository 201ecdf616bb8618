// Undoing what was applied: newest first, and each step exactly back to what was there before.
import type { Aws } from "./aws.ts";
import type { Deps } from "./deps.ts";
import type { Claim } from "./ledger/ledger.ts";
import type { EntryBody, Incident } from "./model.ts";
import { STEPS } from "./step/index.ts";

/**
 * `reason` is why, in one sentence; it goes on record. Safe to repeat: what is undone already stays so. An incident that
 * was contained again meanwhile is not lifted: the next heartbeat puts back what was taken.
 */
export async function lift(deps: Deps, claim: Claim, incident: Incident, aws: Aws, reason: string): Promise<Incident> {
  const entries: EntryBody[] = [];
  for (const { step, status, before, wrote } of incident.steps.toReversed()) {
    if (status !== "applied") continue;
    entries.push({ type: "step-undone", step, undone: await STEPS[step.type].undo(aws, step, { before, wrote }) });
  }
  deps.log.info({ incident: incident.id, reason }, "lifted");
  return deps.ledger.append(claim, new Date(deps.now()).toISOString(), (now) =>
    now.status === "lifted" || now.cutoff !== incident.cutoff ? [] : [...entries, { type: "lifted", reason }],
  );
}

/** A person's wish: the incident is lifted now. Undefined where there is no such incident; others are refused with words. */
export async function liftOnRequest(
  deps: Deps,
  incidentId: string,
  reason: string,
): Promise<Incident | { readonly refused: string }> {
  const incident = await deps.ledger.read(incidentId);
  if (!incident) return { refused: `There is no incident ${incidentId}.` };
  if (incident.status !== "contained" && incident.status !== "failed") {
    return { refused: `The incident ${incidentId} is ${incident.status}: there is nothing to lift.` };
  }
  const aws = await deps.aws(incident.account);
  const claim = await deps.ledger.claimOf(incident);
  if (!aws) return { refused: `The account ${incident.account} is not one that this responder serves.` };
  if (!claim) return { refused: `The incident ${incidentId} has been followed by another one of the same principal.` };
  return lift(deps, claim, incident, aws, `requested: ${reason}`);
}
