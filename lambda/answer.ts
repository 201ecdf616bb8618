// An alert whose principal has a name, to its steps: two round trips stand before the deny.
import { mayAsk } from "./asking-alerts.ts";
import { contain } from "./contain/index.ts";
import { wishConfig } from "./contain/wish-config.ts";
import { agreedCutoff, ahead, coveringCutoff } from "./cutoff.ts";
import { isBeyondBreaker } from "./decide/circuit-breaker.ts";
import { decide } from "./decide/index.ts";
import type { Deps } from "./deps.ts";
import { gatherContext } from "./gather-context.ts";
import type { Incident, Word } from "./incident.ts";
import { isSameStep } from "./ledger/fold.ts";
import type { Claim, Opening } from "./ledger/ledger.ts";
import type { Alert, Resolution, Scope, Time, Verdict } from "./model.ts";
import { patienceFor } from "./patience.ts";
import { type Answer, isKnownFailure, record } from "./record.ts";
import { resolve } from "./resolve/index.ts";
import { kindOf } from "./step/index.ts";
import type { Step } from "./steps.ts";
import { type Outcome, stepOf, takeSteps } from "./take-steps.ts";

/** What is known of the incident beforehand. */
export type Answered = {
  readonly approved?: Word;
  readonly widened?: true;
  /** Every alert of the incident so far that asks for containment: what failed for one of them is made up for. */
  readonly alerts?: readonly Alert[];
  /** When the responder first heard of the alert. */
  readonly since?: Time;
  /** From when on the time to the deny is measured; where it is not given, a person has kept the alert waiting. */
  readonly sent?: Time;
};

/**
 * Two round trips stand before the deny: the reads of the principal, with the ledger's claim beside them, and then the
 * write. A ledger that is slow or down is not waited for: its entries are written after the deny.
 */
export async function answer(deps: Deps, alert: Alert, known: Answered = {}): Promise<Incident> {
  const now = deps.now();
  const opening = openingOf(deps, alert, now);
  const claiming = startClaiming(deps, opening);
  const turn = deps.contained.takeTurn(claiming, now);
  const resolution = await resolve(alert, deps.places, mayDenyOneSession(deps, alert)).catch((error: Error) =>
    giveUp(deps, claiming, error),
  );
  const [claim, count] = await Promise.all([
    deps.within(
      deps.config.ledgerPatienceMs,
      claiming.catch(() => undefined),
    ),
    deps.within(deps.config.ledgerPatienceMs, turn.before),
  ]);

  const afterReads = deps.now();
  const told = { approved: known.approved ?? claim?.approved, claim, count, now: afterReads };
  const context = await gatherContext(deps, alert, resolution, told);
  const verdict = decide({ alert, resolution, config: deps.config, context });
  const isWanted = verdict.type === "contain";
  const situation = { alert, resolution, verdict, claim, known, now: afterReads };
  const steps = claim?.answered ? [] : await stepsFor(deps, situation, isWanted ? opening.cutoff : undefined);
  const noting = isWanted && claim ? noteState(deps, claim, { alert, resolution, verdict }, steps) : undefined;
  const found = resolution.found ? resolution.principal : undefined;
  const patience = patienceOf(deps, alert, claim, known);
  const outcomes = isWanted ? await takeSteps(deps, steps, { principal: found, noted: noting, patience }) : [];
  if (outcomes.some((outcome) => "applied" in outcome && outcome.applied.changed)) {
    deps.contained.add(afterReads);
    if (known.sent) deps.metrics.time("TimeToDeny", Math.max(0, deps.now() - Date.parse(known.sent)));
  }
  if (isBeyondBreaker(deps, count)) deps.metrics.count("CircuitBreakerOpen");

  const held = claim ?? (await claimAfterwards(deps, claiming, opening));
  if (!isWanted) await turn.giveBack();
  const plan = isWanted ? [] : steps;
  return record(deps, held, {
    alert,
    resolution,
    verdict,
    outcomes,
    plan,
    ...(await shared(deps, situation, steps, outcomes)),
  });
}

/** What is left to whoever has opened the incident is on record as theirs; what they are not about is for the heartbeat. */
async function shared(
  deps: Deps,
  situation: Situation,
  steps: readonly Step[],
  outcomes: readonly Outcome[],
): Promise<Pick<Answer, "steps" | "left">> {
  const { verdict, claim } = situation;
  const isAmong = (step: Step, some: readonly Step[]) => some.some((one) => isSameStep(one, step));
  const taken = steps.filter((step) => isAmong(step, outcomes.map(stepOf)));
  if (verdict.type !== "contain" || taken.length === steps.length || !claim) return { steps };
  const theirs = await stepsFor(deps, { ...situation, alert: claim.openingAlert, known: {} });
  return { steps: taken, left: steps.filter((step) => !isAmong(step, taken) && !isAmong(step, theirs)) };
}

/** Of what has come over EventBridge. A person waits for the answer, and the heartbeat comes again: undefined. */
function patienceOf(deps: Deps, alert: Alert, claim: Claim | undefined, { sent, alerts, approved }: Answered) {
  const isDelivery = sent !== undefined && alerts === undefined && approved === undefined;
  return isDelivery ? patienceFor(deps, alert, claim) : undefined;
}

/** Nobody has this credential, as far as anybody can tell: that is on record with its reason. */
export async function answerNobody(deps: Deps, alert: Alert, because: string): Promise<Incident> {
  const resolution: Resolution = { found: false, because };
  const context = { home: deps.places.home };
  const verdict = decide({ alert, resolution, config: deps.config, context });
  const claim = await deps.ledger.claim(openingOf(deps, alert, deps.now()));
  return record(deps, claim, { alert, resolution, verdict, outcomes: [], plan: [] });
}

/** CloudTrail is late: the incident stays open under the key, and the heartbeat looks again. */
export async function waitForName(deps: Deps, alert: Alert, because: string): Promise<Incident> {
  const claim = await deps.ledger.claim(openingOf(deps, alert, deps.now()));
  const at = new Date(deps.now()).toISOString();
  return deps.ledger.append(claim, at, (incident) =>
    incident.because.includes(because) ? [] : [{ type: "identify-later", because }],
  );
}

/** Steps as they would be taken for the alert alone, without the ledger: for whoever wants to see them first. */
export async function planFor(deps: Deps, alert: Alert) {
  const resolution = await resolve(alert, deps.places, mayDenyOneSession(deps, alert));
  const context = await gatherContext(deps, alert, resolution, { now: deps.now() });
  const verdict = decide({ alert, resolution, config: deps.config, context });
  const steps = await stepsFor(deps, { alert, resolution, verdict, claim: undefined, known: {}, now: deps.now() });
  return { resolution, verdict, steps };
}

function openingOf(deps: Deps, alert: Alert, now: number): Opening {
  return { incidentId: incidentId(deps, now), alert, cutoff: ahead(deps, now), at: new Date(now).toISOString() };
}

function startClaiming(deps: Deps, opening: Opening): Promise<Claim> {
  const claiming = deps.ledger.claim(opening);
  claiming.catch((error: unknown) =>
    deps.log.error({ err: error, incident: opening.incidentId }, "the ledger is not answering"),
  );
  return claiming;
}

function mayDenyOneSession({ config }: Deps, { scope }: Alert): boolean {
  return (scope ?? config.scope) === "session" || config.blastRadius?.beyond === "narrow";
}

/**
 * What cannot be read off the thing once it is done (that a key was active) is on record first. A ledger that is slow keeps
 * such a step waiting no longer than it keeps a deny; the denies beside it do not wait at all.
 */
async function noteState(
  deps: Deps,
  claim: Claim,
  said: Pick<Answer, "alert" | "resolution" | "verdict">,
  steps: readonly Step[],
): Promise<void> {
  if (!steps.some((step) => kindOf(step).recordFirst)) return;
  const noting = record(deps, claim, { ...said, outcomes: [], plan: [], steps });
  noting.catch((error: unknown) => deps.log.error({ err: error }, "the state before could not be recorded"));
  await deps.within(
    deps.config.ledgerPatienceMs,
    noting.catch(() => undefined),
  );
}

type Situation = {
  readonly alert: Alert;
  readonly resolution: Resolution;
  readonly verdict: Verdict;
  readonly claim: Claim | undefined;
  readonly known: Answered;
  readonly now: number;
};

/** `opening`: the cutoff that was meant when the alert came; undefined where nothing is going to be denied. */
async function stepsFor(deps: Deps, situation: Situation, opening?: Time): Promise<readonly Step[]> {
  const { resolution, verdict, claim, known, now } = situation;
  if (!resolution.found) return [];
  const { principal } = resolution;
  const narrowed = verdict.type === "contain" ? verdict.scope : undefined;
  const alerts = alertsOf(situation).map((one) => (narrowed ? { ...one, scope: narrowed } : one));
  const scope: Scope = narrowed ?? deps.config.scope;
  const widened = known.widened ?? claim?.widened ?? false;
  const config = wishConfig(deps.config, scope);
  const at = (cutoff: Time) => contain({ principal, cutoff, alerts, config, widened });
  const intended = ahead(deps, now);
  const covering = known.widened
    ? undefined
    : coveringCutoff({ ...situation, ...known, principal }, intended, at(intended));
  return at(covering ?? (opening === undefined ? intended : await agreedCutoff(deps, claim, opening)));
}

/** The alert that opened the incident counts too: another session of the same role means that both are bad. */
function alertsOf({ claim, known, alert }: Situation): readonly Alert[] {
  const opening = claim && !claim.opened && !claim.ended ? [claim.openingAlert] : [];
  return [...opening.filter(mayAsk), ...(known.alerts ?? []), alert];
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
  "It is tried again each minute. Where AWS refuses it, allow the responder iam:GetRole and iam:GetRolePolicy on roles, iam:GetUser, iam:GetUserPolicy and iam:ListAccessKeys on users; in a member account, see that its role trusts the responder.";

/** The deny stands; now the ledger gets the time it needs, and the event is delivered again if that is not enough. */
function claimAfterwards(deps: Deps, claiming: Promise<Claim>, opening: Opening): Promise<Claim> {
  return claiming.catch(() => deps.ledger.claim(opening));
}

function incidentId(deps: Deps, now: number): string {
  const time = new Date(now).toISOString().replace(/[-:]|\.\d+/g, "");
  return `${time}-${deps.newId().slice(0, 8)}`;
}
