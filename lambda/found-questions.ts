// A person's answer about those who were found to belong to an incident, and what happens when nobody answers.
import { openQuestions, type Question } from "./asking-alerts.ts";
import { containEach } from "./contain-found.ts";
import type { Deps } from "./deps.ts";
import type { EntryBody, Incident } from "./incident.ts";
import { alertKey } from "./ledger/fold.ts";
import type { Claim } from "./ledger/ledger.ts";

/** The yes is on record before anything is done: whoever crashes here is finished by the heartbeat. */
export async function approveFound(
  deps: Deps,
  claim: Claim,
  incident: Incident,
  { by, reason }: { readonly by: string; readonly reason?: string | undefined },
): Promise<Incident> {
  const told = await deps.ledger.append(claim, iso(deps.now()), (now) =>
    openQuestions(now).length === 0 ? [] : [{ type: "approved", by, ...(reason === undefined ? {} : { reason }) }],
  );
  return containApproved(deps, claim, told.entries.length > incident.entries.length ? told : incident);
}

/** They are refused; what is contained stays so. */
export function rejectFound(deps: Deps, claim: Claim, by: string, reason: string): Promise<Incident> {
  return deps.ledger.append(claim, iso(deps.now()), (now) => {
    const questions = openQuestions(now);
    if (questions.length === 0) return [];
    return [{ type: "rejected", by, reason }, ...questions.map((question) => refusal(question, by, reason))];
  });
}

function refusal({ alert }: Question, by: string, reason: string): EntryBody {
  return { type: "verdict", alert: alertKey(alert), verdict: { type: "refuse", because: [`${reason} (${by})`] } };
}

/** Whoever a person has said yes to is contained; whoever was asked about for too long is as the configuration says. */
export async function answerFound(deps: Deps, claim: Claim, incident: Incident): Promise<Incident> {
  const answered = await containApproved(deps, claim, incident);
  const { withinSeconds, otherwise } = deps.config.approval;
  const isLate = ({ askedAt }: Question) => deps.now() >= Date.parse(askedAt) + withinSeconds * 1000;
  if (!openQuestions(answered).some(isLate)) return answered;
  const [by, nobody] = ["the configuration: approval.otherwise", `Nobody answered within ${withinSeconds} seconds.`];
  deps.log.warn({ incident: incident.id, otherwise }, "nobody answered about those who were found");
  if (otherwise === "refuse") return rejectFound(deps, claim, by, nobody);
  return approveFound(deps, claim, answered, { by, reason: nobody });
}

/** A yes is to those who were asked about when it was said, and to nobody who is found later. */
async function containApproved(deps: Deps, claim: Claim, incident: Incident): Promise<Incident> {
  const { approved } = incident;
  if (!approved) return incident;
  const meant = openQuestions(incident).filter(({ askedAt }) => Date.parse(askedAt) <= Date.parse(approved.at));
  const alerts = meant.map(({ alert }) => alert);
  return containEach(deps, claim, incident, alerts, approved);
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
