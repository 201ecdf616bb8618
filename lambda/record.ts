// What came of answering an alert, as entries: what is on record already is not written again.
import type { Deps } from "./deps.ts";
import type { EntryBody, Incident } from "./incident.ts";
import { alertKey, isSameStep } from "./ledger/fold.ts";
import type { Claim } from "./ledger/ledger.ts";
import type { Alert, Principal, Resolution, Verdict } from "./model.ts";
import { kindOf } from "./step/index.ts";
import { type AppliedStep, cutoffOfStep, type Step } from "./steps.ts";
import type { Outcome } from "./take-steps.ts";

export type Answer = {
  readonly alert: Alert;
  readonly resolution: Resolution;
  readonly verdict: Verdict;
  readonly outcomes: readonly Outcome[];
  /** What would have been done, where nothing was. */
  readonly plan: readonly Step[];
};

export async function record(deps: Deps, claim: Claim, answer: Answer): Promise<Incident> {
  const { verdict, outcomes } = answer;
  const at = new Date(deps.now()).toISOString();
  const incident = await deps.ledger.append(claim, at, (before) => [
    ...alertEntry(before, answer),
    ...verdictEntry(before, answer),
    ...stepEntries(before, outcomes),
  ]);
  const { id, status, because } = incident;
  const urgency = status === "failed" ? "error" : "info";
  deps.log[urgency]({ incident: id, verdict: verdict.type, status, cutoff: incident.cutoff, because }, "answered");
  return incident;
}

function alertEntry(incident: Incident, { alert, outcomes }: Answer): readonly EntryBody[] {
  if (incident.alerts.some((known) => alertKey(known) === alertKey(alert))) return [];
  const containsAgain = outcomes.some((outcome) => "applied" in outcome && outcome.applied.changed);
  return [{ type: "alert", alert, effect: containsAgain ? "contains-again" : "changes-nothing" }];
}

/** The first verdict about the alert, and every one that differs from the last. */
function verdictEntry({ verdicts }: Incident, { alert, verdict, resolution, plan }: Answer): readonly EntryBody[] {
  const key = alertKey(alert);
  if (JSON.stringify(verdicts[key]) === JSON.stringify(verdict)) return [];
  return [
    {
      type: "verdict",
      alert: key,
      verdict,
      ...(resolution.found ? { principal: resolution.principal } : {}),
      ...(plan.length > 0 ? { plan } : {}),
    },
  ];
}

function stepEntries(incident: Incident, outcomes: readonly Outcome[]): readonly EntryBody[] {
  return outcomes.flatMap((outcome): readonly EntryBody[] => {
    if ("fellBack" in outcome) return hasFallenBack(incident, outcome.fellBack.step) ? [] : [outcome.fellBack];
    if ("applied" in outcome) return appliedEntry(incident, outcome.applied);
    return isKnownFailure(incident, outcome.error) ? [] : [{ type: "step-failed", ...outcome }];
  });
}

/** What changed nothing is on record already, unless the record of it was lost on the way. */
function appliedEntry(incident: Incident, applied: AppliedStep): readonly EntryBody[] {
  const known = incident.steps.find(({ step, status }) => status === "applied" && isSameStep(step, applied.step));
  const isOnRecord = incident.status === "contained" && known && sameCutoff(known.step, applied.step);
  if (isOnRecord && !applied.changed) return [];
  const before = known ? applied.before : beforeOurs(applied, firstState(incident));
  return [{ type: "step-applied", applied: { ...applied, before }, why: known ? "repeat" : "contain" }];
}

function sameCutoff(one: Step, other: Step): boolean {
  return cutoffOfStep(one) === cutoffOfStep(other);
}

function beforeOurs({ step, before }: AppliedStep, first: Principal | undefined): string | null {
  const { beforeOurs: ask } = kindOf(step);
  return ask ? ask(step, before, first) : before;
}

/** The principal as it was before the incident touched it. */
function firstState({ entries }: Incident): Principal | undefined {
  return entries.flatMap((entry) => (entry.type === "verdict" && entry.principal ? [entry.principal] : []))[0];
}

function hasFallenBack({ entries }: Incident, step: Step): boolean {
  return entries.some((entry) => entry.type === "fell-back" && isSameStep(entry.step, step));
}

export function isKnownFailure(incident: Incident, error: string): boolean {
  return Object.values(incident.failures).some(([known]) => known === error);
}
