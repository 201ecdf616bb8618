// A person's yes or no to an incident that awaits it, and what happens when nobody answers.
import { askingAlerts, openQuestions } from "./asking-alerts.ts";
import { type CallerProof, proveCaller } from "./caller-identity.ts";
import type { Deps } from "./deps.ts";
import { approveFound, rejectFound } from "./found-questions.ts";
import type { Incident } from "./incident.ts";
import { alertKey } from "./ledger/fold.ts";
import type { Claim } from "./ledger/ledger.ts";
import { mayApprove } from "./may-approve.ts";
import type { Alert } from "./model.ts";
import { respondTo } from "./respond.ts";

export type Answer = {
  readonly action: "approve" | "reject";
  readonly id: string;
  /** Who says so: a name in the message is worth nothing. */
  readonly proof: CallerProof;
  readonly reason?: string | undefined;
};

/** Rejects where AWS or the ledger does not answer; what is not allowed is refused with words. */
export async function answerApproval(deps: Deps, wish: Answer): Promise<Incident | { readonly refused: string }> {
  const incident = await deps.ledger.read(wish.id);
  if (!incident) return { refused: `There is no incident ${wish.id}.` };
  const proven = await proveCaller(wish.proof, { action: wish.action, incident: wish.id }, deps.callers);
  if (!proven.proven) return { refused: proven.because };
  const { caller } = proven;
  const permission = mayApprove(caller, deps.config.approval.approvers, incident, deps.places.accounts);
  if (!permission.may) return { refused: permission.because };
  const isAboutFound = incident.status !== "awaiting-approval" && openQuestions(incident).length > 0;
  if (incident.status !== "awaiting-approval" && !isAboutFound) {
    return { refused: `The incident ${wish.id} is ${incident.status}: it awaits nobody's word.` };
  }
  const claim = await deps.ledger.claimOf(incident);
  if (!claim) return { refused: `The incident ${wish.id} has been followed by another one of the same principal.` };
  deps.log.info({ incident: wish.id, by: caller.arn, action: wish.action }, "answered by a person");
  const { arn: by } = caller;
  if (isAboutFound && wish.action === "reject") return rejectFound(deps, claim, by, wish.reason ?? "rejected");
  if (isAboutFound) return approveFound(deps, claim, incident, { by, reason: wish.reason });
  if (wish.action === "reject") return reject(deps, claim, by, wish.reason ?? "rejected");
  return approve(deps, claim, by, wish.reason);
}

/** Over time: the configuration has the word. */
export async function decideForNobody(deps: Deps, claim: Claim, incident: Incident): Promise<Incident> {
  const { withinSeconds, otherwise } = deps.config.approval;
  const asked = Date.parse(incident.askedAt ?? incident.openedAt);
  if (deps.now() < asked + withinSeconds * 1000) return incident;
  const nobody = `Nobody answered within ${withinSeconds} seconds.`;
  deps.log.warn({ incident: incident.id, otherwise }, "nobody answered");
  if (otherwise === "refuse") return reject(deps, claim, "the configuration: approval.otherwise", nobody);
  return approve(deps, claim, "the configuration: approval.otherwise", nobody);
}

/** On record before it is closed: whoever crashes here is finished by the heartbeat, too. */
async function reject(deps: Deps, claim: Claim, by: string, reason: string): Promise<Incident> {
  const at = new Date(deps.now()).toISOString();
  await deps.ledger.hasten(claim, at);
  return deps.ledger.append(claim, at, (now) =>
    now.status === "awaiting-approval" ? [{ type: "rejected", by, reason }] : [],
  );
}

/**
 * The yes is on record before anything is done: whoever crashes here is finished by the heartbeat. Of two who say yes at
 * once, the first one's is acted on.
 */
async function approve(deps: Deps, claim: Claim, by: string, reason: string | undefined): Promise<Incident> {
  let isOurs = false;
  const at = new Date(deps.now()).toISOString();
  await deps.ledger.hasten(claim, at); // It was put off while a person thinks.
  const incident = await deps.ledger.append(claim, at, (now) => {
    isOurs = now.status === "awaiting-approval";
    return isOurs ? [{ type: "approved", by, ...(reason === undefined ? {} : { reason }) }] : [];
  });
  const asked = incident.alerts.findLast((alert) => incident.verdicts[alertKey(alert)]?.type === "ask");
  if (!isOurs || !incident.approved || !asked) return incident;
  const alerts = askingAlerts(incident);
  return respondTo(deps, asApproved(asked, incident), { approved: incident.approved, alerts });
}

/** A yes to the role or user that was shown: not to another one that was made under its name since. */
export function asApproved(alert: Alert, { principal: shown }: Incident): Alert {
  const { principal } = alert;
  const isSame = (principal.kind === "role" || principal.kind === "user") && principal.kind === shown.kind;
  if (!isSame || principal.id !== undefined || shown.id === undefined) return alert;
  return { ...alert, principal: { ...principal, id: shown.id } };
}
