// Whoever was found to belong to an incident is contained like the first: by the same guardrails, in the same incident.
import { contain } from "./contain/index.ts";
import { wishConfig } from "./contain/wish-config.ts";
import { ahead } from "./cutoff.ts";
import { isBeyondBreaker } from "./decide/circuit-breaker.ts";
import { decide } from "./decide/index.ts";
import type { Deps } from "./deps.ts";
import { gatherContext } from "./gather-context.ts";
import type { Incident, Word } from "./incident.ts";
import { isSameStep } from "./ledger/fold.ts";
import type { Claim } from "./ledger/ledger.ts";
import type { Alert, Time } from "./model.ts";
import { record } from "./record.ts";
import { resolve } from "./resolve/index.ts";
import { kindOf } from "./step/index.ts";
import { cutoffOfStep, type Step, stepTarget } from "./steps.ts";
import { takeSteps } from "./take-steps.ts";

/**
 * One after the other: each sees what the one before has denied. Who cannot be contained now (in an account that nobody gets
 * into, say) keeps nobody else from their turn: they stay without a verdict, and are tried again with the next look.
 */
export async function containEach(
  deps: Deps,
  claim: Claim,
  incident: Incident,
  alerts: readonly Alert[],
  approved?: Word,
): Promise<Incident> {
  let now = incident;
  for (const alert of alerts) {
    try {
      now = await containFound(deps, claim, now, alert, approved);
    } catch (error) {
      const { account, principal } = alert;
      deps.log.error({ err: error, incident: incident.id, account, principal }, "who was found could not be contained");
    }
  }
  return now;
}

/**
 * As an alert of its own would be answered, but in this incident. What is to be done is on record first: nothing is in a hurry
 * here, and whoever dies between a step and its record is finished by the heartbeat, with the cutoff that was meant, where
 * that reaches the alert.
 * `approved`: a person has said yes to this very alert.
 */
async function containFound(
  deps: Deps,
  claim: Claim,
  incident: Incident,
  alert: Alert,
  approved?: Word,
): Promise<Incident> {
  const now = deps.now();
  const isOnlySession = alert.scope === "session";
  const resolution = await resolve(alert, deps.places, isOnlySession);
  const count = await deps.contained.takeTurn(Promise.resolve({ ...claim, opened: false }), now).before;
  if (isBeyondBreaker(deps, count)) deps.metrics.count("CircuitBreakerOpen");
  const context = await gatherContext(deps, alert, resolution, { now, approved, count });
  const verdict = decide({ alert, resolution, config: deps.config, context });
  const cutoff = ahead(deps, now);
  const scope = alert.scope ?? "role";
  const { accounts, administration } = deps.places;
  const served = [...new Set([...accounts, ...(administration ? [administration.account] : [])])].sort();
  const wish = {
    cutoff,
    alerts: [alert],
    config: { ...wishConfig(deps.config, scope), served },
    widened: !isOnlySession,
  };
  const wanted = resolution.found ? contain({ principal: resolution.principal, ...wish }) : [];
  const steps = wanted
    .filter((step) => !isCovered(incident, step, alert.lastSeen))
    .map((step) => incident.pending.find((one) => isSameStep(one, step) && reaches(one, alert.lastSeen)) ?? step);
  const isWanted = verdict.type === "contain";
  const said = { alert, resolution, verdict, plan: isWanted ? [] : steps, steps };
  deps.log[isWanted ? "warn" : "error"](
    { incident: claim.incidentId, verdict, source: alert.source, principal: alert.principal },
    "somebody was found to belong to the incident",
  );
  const noted = await record(deps, claim, { ...said, outcomes: [] });
  if (!isWanted) return noted;
  const own = steps.filter((step) => !isTakenByAnother(deps, noted, step, { cutoff, seen: alert.lastSeen }));
  if (own.length === 0 && steps.length > 0) return noted;
  const outcomes = await takeSteps(deps, keptWaiting(deps, own, cutoff));
  if (outcomes.some((outcome) => "applied" in outcome && outcome.applied.changed)) deps.contained.add(now);
  return record(deps, claim, { ...said, outcomes });
}

/**
 * Somebody else has put on record just now that he takes the step, and what he means reaches the alert: of two who write at
 * once the earlier cutoff may land last. If he dies over it, the heartbeat finds what is pending.
 */
function isTakenByAnother(
  deps: Deps,
  { entries, pending }: Incident,
  step: Step,
  own: { readonly cutoff: Time; readonly seen: Time },
): boolean {
  const meant = pending.findLast((one) => isSameStep(one, step) && reaches(one, own.seen));
  if (!meant || cutoffOfStep(meant) === undefined || cutoffOfStep(meant) === own.cutoff) return false;
  const told = entries.findLast(
    (entry) => entry.type === "verdict" && entry.intended?.some((one) => isSameStep(one, meant)),
  );
  return told !== undefined && deps.now() - Date.parse(told.at) < AT_WORK_MS;
}

/** Less than a heartbeat, and longer than one step takes where AWS is slow. */
const AT_WORK_MS = 30_000;

/**
 * The record may have taken its time, and somebody else has written a later cutoff meanwhile, which reads of IAM do not show
 * yet: who writes later has the later one. What was meant before this containment keeps its own: it may stand.
 */
function keptWaiting(deps: Deps, steps: readonly Step[], cutoff: Time): readonly Step[] {
  const later = ahead(deps, deps.now());
  return steps.map((step) => (cutoffOfStep(step) === cutoff ? ({ ...step, cutoff: later } as Step) : step)); // It has one.
}

/**
 * A session from before a cutoff that stands is denied already: another cutoff would lock out whoever has come since. The deny
 * may stand elsewhere, where there was no room for it.
 */
function isCovered(incident: Incident, step: Step, issuedAt: Time): boolean {
  const instead = kindOf(step).fallback?.(step);
  return stands(incident, step, issuedAt) || (instead !== undefined && isCovered(incident, instead, issuedAt));
}

function stands({ steps, failures }: Incident, step: Step, issuedAt: Time): boolean {
  const standing = steps.find((known) => known.status === "applied" && isSameStep(known.step, step));
  return standing !== undefined && !failures[stepTarget(step)] && reaches(standing.step, issuedAt);
}

function reaches(step: Step, issuedAt: Time): boolean {
  const cutoff = cutoffOfStep(step);
  return cutoff === undefined || Date.parse(issuedAt) < Date.parse(cutoff);
}
