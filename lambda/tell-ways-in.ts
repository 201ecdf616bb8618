// Once the deny stands: who can open a new session of a contained role. A deny of older sessions does nothing against those.
import { isDeepStrictEqual } from "node:util";
import type { Deps } from "./deps.ts";
import { type EntryBody, type Incident, inForce } from "./incident.ts";
import type { Claim } from "./ledger/ledger.ts";
import { cutoffOfStep, type Step } from "./steps.ts";
import { findWaysIn } from "./ways-in/find-ways-in.ts";
import { type ContainedRole, lookedAt, readTrustText } from "./ways-in/trust-text.ts";
import type { LookedAt } from "./ways-in/way-in.ts";

type Told = Extract<EntryBody, { readonly type: "ways-in" }>;

/** What is left of a heartbeat is others': whoever was not asked by then is a gap, and asked again when the trail is read next. */
const BUDGET_MS = 20_000;

/** Once for the contained roles, again where there are more, and again where a trust policy has changed since. */
export async function tellWaysIn(deps: Deps, claim: Claim, incident: Incident): Promise<Incident> {
  const roles = rolesContained(incident);
  if (!isAsked(deps, incident)) return incident;
  const last = lastTold(incident);
  const isNew = owesWaysIn(deps, incident);
  if (!isNew && !wasReadJustNow(deps, incident)) return incident;
  try {
    const texts = await Promise.all(roles.map((role) => readTrustText(deps.places, role)));
    const looked = texts.map(lookedAt);
    if (!isNew && last && isDeepStrictEqual(last.roles, looked) && !last.incomplete) return incident;
    const { ways, gaps, hasFailed } = await findWaysIn(searchOf(deps, incident), texts);
    const told: Told = { type: "ways-in", ways, gaps, roles: looked, ...(hasFailed ? { incomplete: true } : {}) };
    return await deps.ledger.append(claim, new Date(deps.now()).toISOString(), (now) =>
      saysIt(now, told) ? [] : [told],
    );
  } catch (error) {
    deps.log.error({ err: error, incident: incident.id }, "who can still get in could not be told; it is tried again");
    return incident;
  }
}

/** There are contained roles of which it was never told. */
export function owesWaysIn(deps: Deps, incident: Incident): boolean {
  return isAsked(deps, incident) && !isAbout(lastTold(incident), rolesContained(incident));
}

function isAsked({ config }: Deps, incident: Incident): boolean {
  return config.waysIn && incident.status === "contained" && rolesContained(incident).length > 0;
}

function searchOf(deps: Deps, incident: Incident) {
  const steps = inForce(incident).map(({ step }) => step);
  const cutoffs = steps.flatMap((step) => cutoffOfStep(step) ?? []).map((cutoff) => Date.parse(cutoff));
  return {
    places: deps.places,
    ofIncident: [...new Set(steps.flatMap(arnsOf))],
    at: new Date(Math.max(deps.now(), ...cutoffs)),
    now: deps.now,
    until: deps.now() + BUDGET_MS,
  };
}

function arnsOf(step: Step): readonly string[] {
  if ("roleArn" in step) return [step.roleArn];
  return "userArn" in step ? [step.userArn] : [];
}

function rolesContained(incident: Incident): readonly ContainedRole[] {
  const roles = inForce(incident).flatMap(({ step }) => roleOf(step, incident));
  return [...new Map(roles.map((role) => [role.arn, role])).values()];
}

/** A permission set's role is contained in the administration's account, and entered in its own. */
function roleOf(step: Step, { principal }: Incident): readonly ContainedRole[] {
  if ("roleId" in step) return [{ account: step.account, name: step.roleName, arn: step.roleArn, id: step.roleId }];
  const isTheirs = step.type === "deny-permission-set" && principal.kind === "identity-center-user";
  return isTheirs ? [{ account: step.memberAccount, name: step.roleName, arn: principal.arn }] : [];
}

function lastTold({ entries }: Incident): Told | undefined {
  return entries.findLast((entry) => entry.type === "ways-in");
}

function isAbout(told: Told | undefined, roles: readonly ContainedRole[]): boolean {
  const arns = new Set(told?.roles.map(({ role }) => role));
  return roles.every(({ arn }) => arns.has(arn));
}

/** A trust policy is looked at as often as the trail, and just after it: a heartbeat comes no sooner than this. */
const JUST_NOW_MS = 45_000;

function wasReadJustNow({ now }: Deps, { entries }: Incident): boolean {
  const read = entries.findLast((entry) => entry.type === "proof" && entry.proof.readThrough !== undefined);
  return read !== undefined && now() - Date.parse(read.at) < JUST_NOW_MS;
}

/** Somebody else has said the same meanwhile, or it was said before. */
function saysIt(incident: Incident, { ways, gaps, roles }: Told): boolean {
  const last = lastTold(incident);
  const known: LookedAt[] = [...(last?.roles ?? [])];
  return isDeepStrictEqual(known, roles) && isDeepStrictEqual([last?.ways, last?.gaps], [ways, gaps]);
}
