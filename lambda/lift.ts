// Undoing what was applied: newest first, and each step exactly back to what was there before.
import { type CallerProof, proveCaller } from "./caller-identity.ts";
import type { Deps } from "./deps.ts";
import { holdsNow } from "./hold.ts";
import { type EntryBody, type Incident, type IncidentStep, inForce } from "./incident.ts";
import { isSameStep } from "./ledger/fold.ts";
import type { Claim } from "./ledger/ledger.ts";
import { mayApprove } from "./may-approve.ts";
import type { Time } from "./model.ts";
import { patiently } from "./patiently.ts";
import { inertAfter, kindOf } from "./step/index.ts";
import { cutoffOfStep, type Step, stepTarget, type Undone } from "./steps.ts";

type Lift = {
  /** Why, in one sentence; it goes on record. */
  readonly reason: string;
  readonly by?: string;
  readonly falseAlarm?: boolean | undefined;
};

export type LiftWish = {
  readonly id: string;
  readonly reason: string;
  /** Nothing had leaked: alerts of the kinds that the incident knows are not acted on for a while. */
  readonly falseAlarm?: boolean | undefined;
  /** Whoever proves who they are is named on the record. */
  readonly proof?: CallerProof | undefined;
};

/** Time alone undoes what is inert: no session that it denies can be alive. A leaked key is not given back by a clock. */
export function liftInert(deps: Deps, claim: Claim, incident: Incident): Promise<Incident> {
  const reason = "no session from before the cutoff can be alive";
  return undoSteps(deps, claim, incident, { reason }, ({ step }) => inertAfter(step) !== undefined);
}

/** Whether time has undone what the denies are for. A leak that goes on keeps them. */
export function isInert(deps: Deps, { steps, proof }: Incident): boolean {
  const ends = steps.flatMap(({ step, status }) => {
    const seconds = inertAfter(step);
    const cutoff = cutoffOfStep(step);
    if (status !== "applied" || seconds === undefined || cutoff === undefined) return [];
    return [Date.parse(cutoff) + (seconds + deps.config.liftMarginSeconds) * 1000];
  });
  return proof !== "leaking" && ends.length > 0 && deps.now() >= Math.max(...ends);
}

/** A person's wish: the incident is lifted now. What cannot be is refused with words. */
export async function liftOnRequest(
  deps: Deps,
  { id, reason, falseAlarm, proof }: LiftWish,
): Promise<Incident | { readonly refused: string }> {
  const incident = await deps.ledger.read(id);
  if (!incident) return { refused: `There is no incident ${id}.` };
  if (!proof && deps.config.approval.approvers.length > 0) {
    return { refused: "The configuration names who may lift (approval.approvers): the request needs a proof." };
  }
  const proven = proof && (await proveCaller(proof, { action: "lift", incident: id }, deps.callers));
  if (proven && !proven.proven) return { refused: proven.because };
  const permission =
    proven && mayApprove(proven.caller, deps.config.approval.approvers, incident, deps.places.accounts);
  if (permission && !permission.may) return { refused: permission.because };
  if (incident.status !== "contained" && incident.status !== "failed" && !hasKept(incident)) {
    return { refused: `The incident ${id} is ${incident.status}: there is nothing to lift.` };
  }
  const claim = await deps.ledger.claimOf(incident);
  if (!claim) return { refused: `The incident ${id} has been followed by another one of the same principal.` };
  const wish = { reason: `requested: ${reason}`, falseAlarm, ...(proven ? { by: proven.caller.arn } : {}) };
  return undoSteps(deps, claim, incident, wish, () => true);
}

/**
 * Safe to repeat: what is undone already stays so. An incident that was contained again meanwhile is not lifted: the next
 * heartbeat puts back what was taken.
 */
async function undoSteps(
  deps: Deps,
  claim: Claim,
  incident: Incident,
  lift: Lift,
  isUndone: (step: IncidentStep) => boolean,
  triesLeft = 3,
): Promise<Incident> {
  const entries: EntryBody[] = [];
  const note = (news: readonly EntryBody[]) =>
    deps.ledger.append(claim, new Date(deps.now()).toISOString(), (standing) =>
      isOver(standing, incident) || hasMore(standing, incident) || isPutBack(standing, incident) ? [] : news,
    );
  await Promise.all(inForce(incident).map(({ step }) => see(deps, step)));
  for (const known of incident.steps.toReversed()) {
    if (known.status === "undone" || (known.status === "kept" && !isUndone(known))) continue;
    const { step } = known;
    if (!isUndone(known)) entries.push({ type: "step-kept", step, because: KEPT });
    else {
      const undone = await undo(deps, incident, known).catch((cause: Error) =>
        halfWay(deps, step, cause, entries, note),
      );
      entries.push({ type: "step-undone", step, undone });
    }
  }
  const after = await note([...entries, liftedBy(deps, lift)]);
  if (after.status === "lifted") deps.log.info({ incident: incident.id, reason: lift.reason }, "lifted");
  const isAgain = triesLeft > 0 && isPutBack(after, incident) && !isOver(after, incident) && !hasMore(after, incident);
  return isAgain ? undoSteps(deps, claim, after, lift, isUndone, triesLeft - 1) : after;
}

function liftedBy({ now, config }: Deps, { reason, by, falseAlarm }: Lift): EntryBody {
  const until = new Date(now() + config.suppressSeconds * 1000).toISOString();
  return {
    type: "lifted",
    reason,
    ...(by === undefined ? {} : { by }),
    ...(falseAlarm ? { suppressedUntil: until } : {}),
  };
}

/** What was undone goes on record before the failure is told: it is no tamper, and no heartbeat puts it back. */
async function halfWay(
  { log }: Deps,
  step: Step,
  cause: Error,
  entries: readonly EntryBody[],
  note: (news: readonly EntryBody[]) => Promise<Incident>,
): Promise<never> {
  const undone = entries.filter((entry) => entry.type === "step-undone");
  if (undone.length === 0) throw cause;
  const types = undone.map((entry) => entry.step.type).join(", ");
  await note(undone).catch((error: unknown) => log.error({ err: error, types }, "what was undone is not on record"));
  const what = `${step.type} could not be undone: ${cause.message}`;
  throw new Error(`${what} (${types} ${undone.length === 1 ? "was" : "were"} undone: lift again for the rest.)`, {
    cause,
  });
}

/** Before anything is undone: what an account keeps us from would leave the incident half lifted. */
async function see(deps: Deps, step: Step): Promise<void> {
  await holdsNow(deps, step).catch((cause: Error) => {
    const what = `${step.type} in the account ${step.account} cannot be seen: ${cause.message}`;
    throw new Error(`Nothing was undone, for ${what}`, { cause });
  });
}

/** A clock has lifted the incident and kept something: a person may still give that back. */
function hasKept({ status, steps }: Incident): boolean {
  return status === "lifted" && steps.some((step) => step.status === "kept");
}

function isOver(standing: Incident, incident: Incident): boolean {
  return standing.status === "lifted" && !(hasKept(standing) && hasKept(incident));
}

/** Another alert has moved the cutoff, or taken a step of its own, since the incident was read. */
function hasMore(standing: Incident, { cutoff, steps }: Incident): boolean {
  const known = new Set(steps.map(({ step }) => stepTarget(step)));
  return standing.cutoff !== cutoff || inForce(standing).some(({ step }) => !known.has(stepTarget(step)));
}

/** A heartbeat has come between, and has taken what was undone for a tamper: it would outlast the lift. */
function isPutBack({ entries }: Incident, known: Incident): boolean {
  return entries
    .slice(known.entries.length)
    .some((entry) => entry.type === "step-applied" && entry.why === "tamper" && entry.applied.changed);
}

const KEPT = "Time does not make it harmless: a person undoes it, or leaves it.";

/** Where IAM throttles. */
const PATIENCE_MS = 15_000;

async function undo(deps: Deps, incident: Incident, known: IncidentStep): Promise<Undone> {
  const { step, before, wrote } = known;
  const aws = await deps.places.aws(step.account);
  if (!aws) throw new Error(`The account ${step.account} is no longer one that this responder serves.`);
  const clock = { ...deps, pause: aws.pause };
  const undoOne = (one: Step) => patiently(clock, PATIENCE_MS, () => kindOf(one).undo(aws, one, { before, wrote }));
  let undone = await undoOne(step);
  for (const cutoff of laterCutoffs(incident, step)) {
    if (undone.outcome !== "left") break;
    undone = await undoOne({ ...step, cutoff } as Step); // It has a cutoff.
  }
  return undone;
}

/**
 * Ours too, if one of them stands: where the deny was to be moved, and a crash came between that and the record of it; and
 * what seemed to have failed.
 */
function laterCutoffs({ movedTo, entries }: Incident, step: Step): readonly Time[] {
  const cutoff = cutoffOfStep(step);
  if (cutoff === undefined) return [];
  const tried = entries.flatMap((entry) =>
    entry.type === "step-failed" && isSameStep(entry.step, step) ? (cutoffOfStep(entry.step) ?? []) : [],
  );
  const all = new Set([...(movedTo === undefined ? [] : [movedTo]), ...tried]);
  return [...all].filter((time) => Date.parse(time) > Date.parse(cutoff));
}
