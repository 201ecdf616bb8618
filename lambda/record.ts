// What came of answering an alert, as entries: what is on record already is not written again.
import type { Deps } from "./deps.ts";
import type { EntryBody, Incident } from "./incident.ts";
import { alertKey, hasFailed, isSameStep } from "./ledger/fold.ts";
import type { Claim } from "./ledger/ledger.ts";
import type { Alert, Principal, Resolution, Verdict } from "./model.ts";
import { kindOf } from "./step/index.ts";
import { type AppliedStep, cutoffOfStep, type FailedStep, type Step, stepTarget } from "./steps.ts";
import type { Outcome } from "./take-steps.ts";

export type Answer = {
  readonly alert: Alert;
  readonly resolution: Resolution;
  readonly verdict: Verdict;
  readonly outcomes: readonly Outcome[];
  /** What would have been done, where nothing was. */
  readonly plan: readonly Step[];
  /** What is to be done, or was. */
  readonly steps?: readonly Step[];
  /** What nobody has done yet: it is to be done until it is on record, with whatever cutoff. */
  readonly left?: readonly Step[];
};

export async function record(deps: Deps, claim: Claim, answer: Answer): Promise<Incident> {
  const { verdict, outcomes } = answer;
  const at = new Date(deps.now()).toISOString();
  const incident = await deps.ledger.append(claim, at, (before) => [
    ...alertEntry(before, answer),
    ...verdictEntry(before, answer, { untouched: isUntouched(before, claim), intended: notOnRecord(before, answer) }),
    ...stepEntries(before, outcomes),
  ]);
  const { id, status, because, account, cutoff } = incident;
  const principal = named(incident);
  const urgency = status === "failed" ? "error" : "info";
  deps.log[urgency]({ incident: id, account, principal, verdict: verdict.type, status, cutoff, because }, "answered");
  return incident;
}

/** As short as a line of the log should be. */
function named({ principal }: Incident): { readonly kind: string; readonly name?: string } {
  const { kind } = principal;
  return "name" in principal ? { kind, name: principal.name } : { kind };
}

function alertEntry(incident: Incident, { alert, outcomes }: Answer): readonly EntryBody[] {
  if (incident.alerts.some((known) => alertKey(known) === alertKey(alert))) return [];
  const containsAgain = outcomes.some((outcome) => "applied" in outcome && outcome.applied.changed);
  return [{ type: "alert", alert, effect: containsAgain ? "contains-again" : "changes-nothing" }];
}

/** The first verdict about the alert, and every one that differs from the last. */
function verdictEntry(
  { verdicts }: Incident,
  { alert, verdict, resolution, plan }: Answer,
  { untouched, intended }: { readonly untouched: boolean; readonly intended: readonly Step[] },
): readonly EntryBody[] {
  const key = alertKey(alert);
  if (JSON.stringify(verdicts[key]) === JSON.stringify(verdict)) return [];
  return [
    {
      type: "verdict",
      alert: key,
      verdict,
      ...(resolution.found ? { principal: resolution.principal, ...(untouched ? { untouched } : {}) } : {}),
      ...(plan.length > 0 ? { plan } : {}),
      ...(intended.length > 0 ? { intended } : {}),
    },
  ];
}

function stepEntries(incident: Incident, outcomes: readonly Outcome[]): readonly EntryBody[] {
  return outcomes.flatMap((outcome): readonly EntryBody[] => {
    if ("fellBack" in outcome) return isKnownFallback(incident, outcome.fellBack.step) ? [] : [outcome.fellBack];
    if ("applied" in outcome) return appliedEntry(incident, outcome.applied);
    return isKnownAttempt(incident, outcome) ? [] : [{ type: "step-failed", ...outcome }];
  });
}

/** What changed nothing is on record already, unless the record of it was lost on the way. */
function appliedEntry(incident: Incident, applied: AppliedStep): readonly EntryBody[] {
  const known = incident.steps.find(({ step, status }) => status === "applied" && isSameStep(step, applied.step));
  const isOnRecord = known && sameCutoff(known.step, applied.step) && !hasFailed(incident, applied.step);
  if (isOnRecord && !applied.changed) return [];
  const before = known
    ? applied.before
    : beforeOurs(applied, stateBefore(incident), triedBefore(incident, applied.step));
  return [{ type: "step-applied", applied: { ...applied, before }, why: known ? "repeat" : "contain" }];
}

/** Of the steps that the answer is about: those of which the record will have something to say. */
function notOnRecord({ steps: known }: Incident, { verdict, steps = [], left = [] }: Answer): readonly Step[] {
  if (verdict.type !== "contain") return [];
  const applied = (step: Step) => known.find((one) => one.status === "applied" && isSameStep(one.step, step))?.step;
  const isOnRecord = (step: Step, one = applied(step)) => one !== undefined && sameCutoff(one, step);
  return [...steps.filter((step) => !isOnRecord(step)), ...left.filter((step) => applied(step) === undefined)];
}

function sameCutoff(one: Step, other: Step): boolean {
  return cutoffOfStep(one) === cutoffOfStep(other);
}

function beforeOurs(
  { step, before }: AppliedStep,
  state: Principal | undefined,
  tried: readonly Step[],
): string | null {
  const { beforeOurs: ask } = kindOf(step);
  if (!ask) return before;
  return [step, ...tried].reduce<string | null>((found, one) => ask(one as typeof step, found, state), before); // Of one kind.
}

/** What was meant to be written, or seemed to have failed, may stand all the same: the answer was lost, or what was read was old. */
function triedBefore({ entries }: Incident, step: Step): readonly Step[] {
  const tried = entries.flatMap((entry) => {
    if (entry.type === "verdict") return entry.intended ?? [];
    return entry.type === "step-failed" ? [entry.step] : [];
  });
  return tried.filter((one) => one.type === step.type && isSameStep(one, step));
}

/**
 * The principal as it was right before the first steps. What was asked about earlier may have been changed by others since;
 * what is read later may have been changed by us. Undefined where the record of it was lost in a crash.
 */
function stateBefore({ entries }: Incident): Principal | undefined {
  const read = entries.find((entry) => entry.type === "verdict" && entry.verdict.type === "contain" && entry.untouched);
  return read?.type === "verdict" ? read.principal : undefined;
}

/** Whoever opened the incident reads first; and before a person has said yes nothing is done. */
function isUntouched({ status, approved, verdicts }: Incident, { opened }: Claim): boolean {
  const wasContained = Object.values(verdicts).some(({ type }) => type === "contain");
  return opened || status === "awaiting-approval" || (approved !== undefined && !wasContained);
}

/** Where the step has failed since, its fallback is news: with it the failure is over. */
function isKnownFallback({ entries, failures }: Incident, step: Step): boolean {
  if (failures[stepTarget(step)]) return false;
  return entries.some((entry) => entry.type === "fell-back" && isSameStep(entry.step, step));
}

/** A failure that repeats itself is on record once, but what may stand all the same with each of its cutoffs. */
function isKnownAttempt(incident: Incident, { step, error, mayStand }: FailedStep): boolean {
  if (!isKnownFailure(incident, error)) return false;
  return !mayStand || triedBefore(incident, step).some((tried) => sameCutoff(tried, step));
}

export function isKnownFailure(incident: Incident, error: string): boolean {
  return Object.values(incident.failures).some(([known]) => known === error);
}
