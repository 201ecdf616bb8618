// What should hold against what holds: a step that somebody undid or weakened is taken again, and that is on record.
import type { Deps } from "./deps.ts";
import { type EntryBody, type Incident, type IncidentStep, inForce } from "./incident.ts";
import { hasFailed } from "./ledger/fold.ts";
import type { Claim } from "./ledger/ledger.ts";
import { kindOf } from "./step/index.ts";
import type { Holding, Step } from "./steps.ts";
import { takeSteps } from "./take-steps.ts";

export async function hold(deps: Deps, claim: Claim, incident: Incident): Promise<Incident> {
  const looks = inForce(incident).map(async (known) => ({
    known,
    seen: await holdsNow(deps, known.step).catch((error: Error) => error),
  }));
  const entries: EntryBody[] = [];
  for (const { known, seen } of await Promise.all(looks)) entries.push(...(await mend(deps, incident, known, seen)));
  return entries.length === 0 ? incident : deps.ledger.append(claim, new Date(deps.now()).toISOString(), () => entries);
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

async function putBack(deps: Deps, { id }: Incident, step: Step, because: string): Promise<readonly EntryBody[]> {
  deps.log.warn({ incident: id, step: step.type, because }, "tamper");
  const outcomes = await takeSteps(deps, [step]);
  const entries = outcomes.map((outcome): EntryBody => {
    if ("fellBack" in outcome) return outcome.fellBack;
    if ("applied" in outcome) return { type: "step-applied", applied: outcome.applied, why: "tamper" };
    return { type: "step-failed", ...outcome };
  });
  return [{ type: "tamper", step, because }, ...entries];
}

async function holdsNow(deps: Deps, step: Step): Promise<Holding> {
  const aws = await deps.places.aws(step.account);
  if (!aws) throw new Error(`The account ${step.account} is no longer one that this responder serves.`);
  return kindOf(step).holds(aws, step);
}
