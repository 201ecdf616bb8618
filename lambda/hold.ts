// What should hold against what holds: a step that somebody undid or weakened is taken again, and that is on record.
import { containEach } from "./contain-found.ts";
import type { Deps } from "./deps.ts";
import { type EntryBody, type Incident, type IncidentStep, inForce } from "./incident.ts";
import { alertKey, hasFailed, isSameStep } from "./ledger/fold.ts";
import type { Claim } from "./ledger/ledger.ts";
import type { Alert } from "./model.ts";
import { kindOf } from "./step/index.ts";
import { cutoffOfStep, type Holding, type Step, stepTarget } from "./steps.ts";
import { takeSteps } from "./take-steps.ts";

export async function hold(deps: Deps, claim: Claim, incident: Incident): Promise<Incident> {
  const looks = inForce(incident)
    .filter(({ step }) => !isPaged(incident, step, deps.now()))
    .map(async (known) => ({ known, seen: await holdsNow(deps, known.step).catch((error: Error) => error) }));
  const entries: EntryBody[] = [];
  const seen = await Promise.all(looks);
  await noteTampers(
    deps,
    claim,
    incident,
    seen.flatMap((one) => tamperOf(one.known.step, one.seen)),
  );
  for (const one of seen) entries.push(...(await mend(deps, incident, one.known, one.seen)));
  const mended = entries.length === 0 ? incident : await deps.ledger.append(claim, iso(deps.now()), news(entries));
  const anew = seen.flatMap((one) => ("madeAnew" in one.seen ? [{ step: one.known.step, id: one.seen.madeAnew }] : []));
  return containAnew(deps, claim, mended, anew);
}

type Tamper = Extract<EntryBody, { readonly type: "tamper" }>;

function tamperOf(step: Step, seen: Holding | Error): readonly Tamper[] {
  return seen instanceof Error || seen.holds ? [] : [{ type: "tamper", step, because: seen.because }];
}

/** No longer than this does the record keep the step from being put back. */
const NOTE_WITHIN_MS = 1_000;

/** Before the step is put back: after a crash it holds again, and nobody would look for who had undone it. */
async function noteTampers(deps: Deps, claim: Claim, incident: Incident, tampers: readonly Tamper[]): Promise<void> {
  if (tampers.length === 0) return;
  const isAsItWas = ({ entries }: Incident) => entries.length === incident.entries.length;
  const noted = deps.ledger.append(claim, iso(deps.now()), (now) => (isAsItWas(now) ? news(tampers)(now) : []));
  await deps.within(NOTE_WITHIN_MS, noted).catch((error: unknown) => {
    deps.log.warn({ err: error, incident: incident.id }, "a tamper is put on record after the step is put back");
  });
}

/** A tamper that is on record, and not answered yet, is not told again. */
function news(entries: readonly EntryBody[]) {
  return (now: Incident): readonly EntryBody[] =>
    entries.filter((entry) => entry.type !== "tamper" || !isNoted(now, entry.step));
}

function isNoted({ entries }: Incident, step: Step): boolean {
  const last = entries.findLast((entry) => {
    if (entry.type === "step-applied") return isSameStep(entry.applied.step, step);
    return (entry.type === "tamper" || entry.type === "step-failed") && isSameStep(entry.step, step);
  });
  return last?.type === "tamper";
}

type Anew = { readonly step: Step; readonly id: string };

/** Whoever deletes a role and makes it anew has a role without our deny: what was opened of it so far is denied as well. */
async function containAnew(deps: Deps, claim: Claim, incident: Incident, all: readonly Anew[]): Promise<Incident> {
  let now = incident;
  for (const { step, id } of all) {
    const alert = alertAnew(incident, step, id);
    if (!alert || now.verdicts[alertKey(alert)] !== undefined) continue;
    const tamper = { type: "tamper", step, because: alert.title } as const;
    const told = await deps.ledger.append(claim, iso(deps.now()), (standing) =>
      standing.entries.some((entry) => entry.type === "tamper" && entry.because === tamper.because) ? [] : [tamper],
    );
    now = await containEach(deps, claim, told, [alert]);
  }
  return now;
}

function alertAnew(incident: Incident, step: Step, id: string): Alert | undefined {
  const named =
    "roleName" in step && "roleId" in step
      ? ({ kind: "role", name: step.roleName, id } as const)
      : "userName" in step
        ? ({ kind: "user", name: step.userName, id } as const)
        : undefined;
  if (!named) return undefined;
  const since = incident.steps.find((known) => isSameStep(known.step, step))?.appliedAt ?? incident.openedAt;
  return {
    source: "tamper",
    id: `${incident.id}/${id}`,
    type: "Made Anew",
    title: `The ${named.kind} ${named.name} was deleted and made anew: it is ${id} now, and has none of the denies.`,
    account: step.account,
    region: "unknown",
    principal: named,
    sample: false,
    lastSeen: since,
    scope: "role",
  };
}

/** A person was called, and has some time before the step is put back again. */
export function isPaged({ paged = {} }: Incident, step: Step, now: number): boolean {
  const until = paged[stepTarget(step)];
  return until !== undefined && Date.parse(until) > now;
}

async function mend(
  deps: Deps,
  incident: Incident,
  { step, before, wrote }: IncidentStep,
  seen: Holding | Error,
): Promise<readonly EntryBody[]> {
  if (seen instanceof Error) {
    deps.log.error({ err: seen, incident: incident.id, step: step.type }, "a step could not be looked at");
    const error = `Whether ${step.type} still holds cannot be seen: ${seen.name}: ${seen.message}`;
    return hasFailed(incident, step) ? [] : [{ type: "step-failed", step, error, wayOut: LOOKED_AT_AGAIN }];
  }
  if (!seen.holds) return putBack(deps, incident, step, seen.because);
  if (!hasFailed(incident, step)) return [];
  return [{ type: "step-applied", applied: { step, before, wrote, changed: false }, why: "repeat" }];
}

/** Whatever it is that keeps us out, an intruder may have done it. */
const LOOKED_AT_AGAIN =
  "It is looked at again each minute. If the responder's role in the account is gone or no longer trusts it, put that right, and see in CloudTrail who changed it.";

const HOUR_MS = 60 * 60_000;
const UNTIL_NEXT_TRY_MS = 10 * 60_000;

async function putBack(deps: Deps, incident: Incident, step: Step, because: string): Promise<readonly EntryBody[]> {
  deps.log.warn({ incident: incident.id, step: step.type, because }, "tamper");
  const outcomes = await takeSteps(deps, [asFarAsTried(incident, step)]);
  const entries = outcomes.map((outcome): EntryBody => {
    if ("fellBack" in outcome) return outcome.fellBack;
    if ("applied" in outcome) return { type: "step-applied", applied: outcome.applied, why: "tamper" };
    return { type: "step-failed", ...outcome };
  });
  return [{ type: "tamper", step, because }, ...entries, ...pageIfTooOften(deps, incident, step)];
}

/** What seemed to fail may stand, and be the deny that is missed now: an earlier cutoff would take it back. */
function asFarAsTried({ entries }: Incident, step: Step): Step {
  const tried = entries.flatMap((entry) =>
    entry.type === "step-failed" && isSameStep(entry.step, step) ? entry.step : [],
  );
  return tried.reduce((furthest, one) => (cutoffMs(one) > cutoffMs(furthest) ? one : furthest), step);
}

function cutoffMs(step: Step): number {
  return Date.parse(cutoffOfStep(step) ?? "") || 0;
}

/** Putting it back goes on, slowly: what two programs undo of each other is for a person to end. */
function pageIfTooOften(deps: Deps, { id, entries }: Incident, step: Step): readonly EntryBody[] {
  const now = deps.now();
  const times = entries.filter(
    (entry) => entry.type === "tamper" && isSameStep(entry.step, step) && now - Date.parse(entry.at) < HOUR_MS,
  ).length;
  if (times + 1 < deps.config.mostReapplies) return [];
  const until = iso(now + UNTIL_NEXT_TRY_MS);
  const error = `${step.type} was undone ${times + 1} times within the last hour.`;
  deps.log.error({ incident: id, step: step.type, until }, "a person is needed: a step is undone again and again");
  return [{ type: "paged", step, error, wayOut: TOO_OFTEN, until }];
}

const TOO_OFTEN =
  "Somebody who may edit IAM works against the responder: see `tampering` for who. Stop the tool that does it, or take the intruder's rights away; a service control policy is what cannot be undone from inside the account (`administration.backstop`). The step is put back every ten minutes meanwhile.";

/** Rejects where it cannot be seen. */
export async function holdsNow(deps: Deps, step: Step): Promise<Holding> {
  const aws = await deps.places.aws(step.account);
  if (!aws) throw new Error(`The account ${step.account} is no longer one that this responder serves.`);
  return kindOf(step).holds(aws, step);
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
