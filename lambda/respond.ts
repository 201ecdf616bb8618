// ★ Start reading here: one alert to its steps. Deny first; nothing slow is in the way.
import { contain } from "./contain/index.ts";
import { decide } from "./decide/index.ts";
import type { Deps } from "./deps.ts";
import { readAlert } from "./intake/index.ts";
import { alertKey, isSameStep } from "./ledger/fold.ts";
import type { Claim } from "./ledger/ledger.ts";
import type { Alert, EntryBody, Incident, Resolution, Step, Time, Verdict } from "./model.ts";
import { cutoffOf, cutoffTime, withoutOlderSessions } from "./older-sessions-policy.ts";
import { resolve } from "./resolve.ts";
import { type Outcome, takeSteps } from "./take-steps.ts";

/**
 * Takes an event as EventBridge delivers it to its incident. Rejects for input that cannot be understood, and where AWS or
 * the ledger does not answer: delivering the event again is always safe.
 */
export async function respond(deps: Deps, event: unknown): Promise<Incident> {
  const alert = readAlert(event);
  deps.log.info(
    { alert: alertKey(alert), type: alert.type, principal: alert.principal, lastSeen: alert.lastSeen },
    "alert",
  );
  return answer(deps, alert);
}

/**
 * Two round trips stand before the deny: the reads of the role and its policy, with the ledger's claim beside them, and
 * then the write. A ledger that is slow or down is not waited for: its entries are written after the deny.
 */
export async function answer(deps: Deps, alert: Alert): Promise<Incident> {
  const now = deps.now();
  const aws = await deps.aws(alert.account);
  const opening = {
    incidentId: incidentId(deps, now),
    alert,
    cutoff: ahead(deps, now),
    at: new Date(now).toISOString(),
  };

  const claiming = deps.ledger.claim(opening);
  claiming.catch((error: unknown) =>
    deps.log.error({ err: error, incident: opening.incidentId }, "the ledger is not answering"),
  );
  const resolution = await resolve(alert, aws).catch((error: Error) => giveUp(deps, claiming, error));
  const claim = await deps.within(
    deps.config.ledgerPatienceMs,
    claiming.catch(() => undefined),
  );

  const afterReads = deps.now();
  const intended = afterReads - now > SAME_MOMENT_MS ? ahead(deps, afterReads) : opening.cutoff;
  const verdict = decide({ alert, resolution, config: deps.config });
  const found = resolution.found ? resolution.principal.olderSessionsPolicy : null;
  const cutoff = coveringCutoff(claim, alert, found, intended) ?? intended;
  const isOver = claim?.ended === "lifted"; // But another delivery of the alert that it was about.
  const steps = isOver ? [] : stepsFor(verdict, resolution, cutoff);
  const outcomes = aws ? await takeSteps(aws, steps, found) : [];

  const held = claim ?? (await claimAfterwards(deps, claiming, opening));
  return record(deps, held, alert, resolution, verdict, outcomes);
}

/** The cutoff for a deny that is written now: what is minted while IAM propagates must not escape. */
function ahead({ config }: Deps, now: number): Time {
  return cutoffTime(now + config.cutoffLeadSeconds * 1000);
}

/**
 * The cutoff that answers this alert already: what it saw was before it, and the deny stands, or somebody else is writing it
 * in this very moment, as far ahead as we would. Without the ledger the deny that stands is all there is to go by.
 */
function coveringCutoff(
  claim: Claim | undefined,
  alert: Alert,
  found: string | null,
  intended: Time,
): Time | undefined {
  if (claim?.opened) return undefined;
  const standing = cutoffOf(found);
  const cutoff = claim ? claim.cutoff : standing;
  if (cutoff === undefined || Date.parse(alert.lastSeen) >= Date.parse(cutoff)) return undefined;
  const stands = standing !== undefined && Date.parse(standing) >= Date.parse(cutoff);
  const isBeingWritten = Date.parse(cutoff) >= Date.parse(intended) - SAME_MOMENT_MS;
  return stands || isBeingWritten ? cutoff : undefined;
}

/** AWS does not say who it is: that is on record, and whoever delivered the alert tries again. */
async function giveUp(deps: Deps, claiming: Promise<Claim>, error: Error): Promise<never> {
  const at = new Date(deps.now()).toISOString();
  const entry = {
    type: "resolve-failed",
    error: `Nothing is known of the principal: ${error.name}: ${error.message}`,
    wayOut: MAY_READ,
  } as const;
  await claiming
    .then((claim) =>
      deps.ledger.append(claim, at, (incident) => (isKnownFailure(incident, entry.error) ? [] : [entry])),
    )
    .catch((cause: unknown) => deps.log.error({ err: cause }, "the failure could not be recorded"));
  throw error;
}

const MAY_READ =
  "It is tried again each minute. Where AWS refuses it, allow the responder iam:GetRole and iam:GetRolePolicy on the role.";

const SAME_MOMENT_MS = 2_000;

function stepsFor(verdict: Verdict, resolution: Resolution, cutoff: string): readonly Step[] {
  return verdict.type === "contain" && resolution.found ? contain(resolution.principal, cutoff) : [];
}

/** The deny stands; now the ledger gets the time it needs, and the event is delivered again if that is not enough. */
function claimAfterwards(
  deps: Deps,
  claiming: Promise<Claim>,
  opening: Parameters<Deps["ledger"]["claim"]>[0],
): Promise<Claim> {
  return claiming.catch(() => deps.ledger.claim(opening));
}

async function record(
  deps: Deps,
  claim: Claim,
  alert: Alert,
  resolution: Resolution,
  verdict: Verdict,
  outcomes: readonly Outcome[],
): Promise<Incident> {
  const at = new Date(deps.now()).toISOString();
  const incident = await deps.ledger.append(claim, at, (before) => [
    ...alertEntry(before, alert, outcomes),
    ...verdictEntry(before, alert, verdict, resolution),
    ...stepEntries(before, outcomes),
  ]);
  const { id, status, because } = incident;
  const urgency = status === "failed" ? "error" : "info";
  deps.log[urgency]({ incident: id, verdict: verdict.type, status, cutoff: incident.cutoff, because }, "answered");
  return incident;
}

function alertEntry(incident: Incident, alert: Alert, outcomes: readonly Outcome[]): readonly EntryBody[] {
  if (incident.alerts.some((known) => alertKey(known) === alertKey(alert))) return [];
  const containsAgain = outcomes.some((outcome) => "applied" in outcome && outcome.applied.changed);
  return [{ type: "alert", alert, effect: containsAgain ? "contains-again" : "changes-nothing" }];
}

/** The first verdict about the alert, and every one that differs from the last. */
function verdictEntry(
  { verdicts }: Incident,
  alert: Alert,
  verdict: Verdict,
  resolution: Resolution,
): readonly EntryBody[] {
  const key = alertKey(alert);
  if (JSON.stringify(verdicts[key]) === JSON.stringify(verdict)) return [];
  return [{ type: "verdict", alert: key, verdict, ...(resolution.found ? { principal: resolution.principal } : {}) }];
}

/** What changed nothing is on record already, unless the record of it was lost on the way. */
function stepEntries(incident: Incident, outcomes: readonly Outcome[]): readonly EntryBody[] {
  return outcomes.flatMap((outcome): EntryBody[] => {
    if ("error" in outcome) return isKnownFailure(incident, outcome.error) ? [] : [{ type: "step-failed", ...outcome }];
    const { applied } = outcome;
    const known = incident.steps.find(({ step }) => isSameStep(step, applied.step));
    const isOnRecord = incident.status === "contained" && known?.step.cutoff === applied.step.cutoff;
    if (isOnRecord && !applied.changed) return [];
    const before = known ? applied.before : beforeOurs(applied.before, incident.cutoff);
    return [{ type: "step-applied", applied: { ...applied, before }, why: known ? "repeat" : "contain" }];
  });
}

/** A deny of just the intended cutoff is ours: its record was lost on the way, in a crash say. */
function beforeOurs(found: string | null, intended: Time): string | null {
  return found !== null && cutoffOf(found) === intended ? withoutOlderSessions(found) : found;
}

function isKnownFailure(incident: Incident, error: string): boolean {
  return incident.status === "failed" && incident.because[0] === error;
}

function incidentId(deps: Deps, now: number): string {
  const time = new Date(now).toISOString().replace(/[-:]|\.\d+/g, "");
  return `${time}-${deps.newId().slice(0, 8)}`;
}
