// Roles that an intruder opens again and again are held: every cutoff of the incident moves forward together, until it is quiet.
//
// A session is denied for good only when, at one moment, every role that its holder can come back through is denied up to a
// time that is still ahead. So the cutoffs move together, further ahead than the next heartbeat is away. Nobody else can
// work in these roles meanwhile: hence on evidence only, and for a limited time.
import type { Deps } from "./deps.ts";
import { isPaged } from "./hold.ts";
import { type EntryBody, type Incident, inForce } from "./incident.ts";
import { isHeld } from "./is-held.ts";
import type { Claim } from "./ledger/ledger.ts";
import type { Time } from "./model.ts";
import { cutoffTime } from "./older-sessions-policy.ts";
import { type Sign, signsOfRemint } from "./remint.ts";
import { cutoffOfStep, type Step } from "./steps.ts";
import { takeSteps } from "./take-steps.ts";

/** A heartbeat, the time that it takes, and IAM's propagation: no session that begins before the next move outlives it. */
const AHEAD_MS = 120_000;
/** Events may come many times a minute: what was moved just now is far enough ahead. */
const FRESH_MS = 20_000;

/** Safe at any moment: what a crash has left half moved is moved to the same time. */
export async function holdRoles(deps: Deps, claim: Claim, incident: Incident): Promise<Incident> {
  const begun = isHeld(incident) ? incident : await begin(deps, claim, incident);
  if (!isHeld(begun)) return finish(deps, claim, begun);
  const end = whyReleased(deps, begun);
  if (end !== undefined) return finish(deps, claim, await release(deps, claim, begun, end));
  return move(deps, claim, begun);
}

async function begin(deps: Deps, claim: Claim, incident: Incident): Promise<Incident> {
  const because = whyHeld(deps, incident);
  if (because.length === 0) return incident;
  deps.log.error({ incident: incident.id, because }, "the incident's roles are held: nobody works in them");
  return deps.ledger.append(claim, iso(deps.now()), (now) => (isHeld(now) ? [] : [{ type: "held", because }]));
}

function whyHeld({ config, now }: Deps, incident: Incident): readonly string[] {
  const { held } = incident;
  if (config.hold === "never" || !inForce(incident).some(({ step }) => "roleName" in step)) return [];
  if (config.hold === "always" && !held) return ["The configuration holds the roles of every incident (hold)."];
  const isNews = ({ at }: Sign) => held?.releasedAt === undefined || Date.parse(at) > Date.parse(held.releasedAt);
  const isFresh = ({ at }: Sign) => now() - Date.parse(at) < config.holdQuietSeconds * 1000;
  return signsOfRemint(incident)
    .filter((sign) => isNews(sign) && isFresh(sign))
    .map(({ because }) => because);
}

/** Undefined as long as they are to be held. */
function whyReleased({ config, now }: Deps, incident: Incident): string | undefined {
  const since = Date.parse(incident.held?.since ?? "");
  if (now() - since >= config.holdMostSeconds * 1000) {
    return `The roles were held for ${config.holdMostSeconds} seconds, the most that the configuration allows (holdMostSeconds). Look at the incident: the intruder may still be there.`;
  }
  const [last] = signsOfRemint(incident);
  const quietSince = Math.max(since, last ? Date.parse(last.at) : 0, lastContained(incident));
  if (now() - quietSince < config.holdQuietSeconds * 1000) return undefined;
  return `Nothing new was seen of the intruder for ${config.holdQuietSeconds} seconds.`;
}

/** Somebody who was found only now may have more. */
function lastContained({ entries }: Incident): number {
  const last = entries.findLast((entry) => entry.type === "step-applied" && entry.why === "contain");
  return last ? Date.parse(last.at) : 0;
}

async function release(deps: Deps, claim: Claim, incident: Incident, because: string): Promise<Incident> {
  deps.log.warn({ incident: incident.id, because }, "the incident's roles are let go");
  return deps.ledger.append(claim, iso(deps.now()), (now) => (isHeld(now) ? [{ type: "released", because }] : []));
}

async function move(deps: Deps, claim: Claim, incident: Incident): Promise<Incident> {
  const now = deps.now();
  const cutoff = cutoffTime(now + Math.max(AHEAD_MS, deps.config.cutoffLeadSeconds * 1000));
  const isFresh = incident.movedTo !== undefined && Date.parse(cutoff) - Date.parse(incident.movedTo) < FRESH_MS;
  if (isFresh) return finish(deps, claim, incident);
  // What is about to be written is on record first: a deny of ours with a cutoff that the record does not know would stay.
  const intended = deps.config.denyAssume ? closedDoors(incident) : [];
  const moving = { type: "moving", cutoff, ...(intended.length > 0 ? { intended } : {}) } as const;
  return finish(deps, claim, await deps.ledger.append(claim, iso(now), () => [moving]));
}

/** The principals of the incident may not assume its roles: what they open would be newer than any cutoff. */
function closedDoors(incident: Incident): readonly Step[] {
  const steps = inForce(incident).map(({ step }) => step);
  const principals = [...new Set(steps.flatMap(arnOf))].sort();
  const closed = new Map(
    steps.flatMap((step) => (step.type === "deny-assume" ? [[step.roleId, step.principals]] : [])),
  );
  const roles = new Map(steps.flatMap((step) => ("roleId" in step ? [[step.roleId, step]] : [])));
  return [...roles.values()].flatMap(({ account, roleName, roleArn, roleId }): readonly Step[] => {
    const known = closed.get(roleId) ?? [];
    if (principals.every((arn) => known.includes(arn))) return [];
    return [{ type: "deny-assume", account, roleName, roleArn, roleId, principals }];
  });
}

function arnOf(step: Step): readonly string[] {
  if (step.type === "deny-assume") return [];
  if ("roleArn" in step) return [step.roleArn];
  return "userArn" in step ? [step.userArn] : [];
}

/** Takes every step of the incident to where it was to be moved. */
async function finish(deps: Deps, claim: Claim, incident: Incident): Promise<Incident> {
  const { movedTo } = incident;
  if (movedTo === undefined) return incident;
  const closing = incident.pending.filter(({ type }) => type === "deny-assume");
  const standing = inForce(incident).filter(({ step }) => !isPaged(incident, step, deps.now()));
  const steps = [...standing.flatMap(({ step }) => movedStep(step, movedTo)), ...closing];
  if (steps.length === 0) return incident;
  const outcomes = await takeSteps(deps, steps);
  const entries = outcomes.map((outcome): EntryBody => {
    if ("fellBack" in outcome) return outcome.fellBack;
    if ("applied" in outcome) return { type: "step-applied", applied: outcome.applied, why: "hold" };
    return { type: "step-failed", ...outcome };
  });
  return deps.ledger.append(claim, iso(deps.now()), () => entries);
}

/** Nothing where it is there already. */
function movedStep(step: Step, to: Time): readonly Step[] {
  const cutoff = cutoffOfStep(step);
  return cutoff !== undefined && Date.parse(cutoff) < Date.parse(to) ? [{ ...step, cutoff: to } as Step] : []; // It has one.
}

function iso(ms: number): Time {
  return new Date(ms).toISOString();
}
