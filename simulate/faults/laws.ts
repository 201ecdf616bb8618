// What must hold whatever breaks. Each law answers with sentences about what broke it; nothing where it holds.
import type { Incident } from "../../lambda/incident.ts";
import type { Ledger } from "../../lambda/ledger/ledger.ts";
import { cutoffOfStep, type Step, stepTarget } from "../../lambda/steps.ts";
import type { Instant } from "../../mock-aws/clock.ts";
import type { World } from "../../mock-aws/world.ts";
import { wouldAllow } from "../../mock-aws/would-allow.ts";
import { tryTo, WORK, work } from "../actor.ts";
import { arnOf, type Principal } from "../organization.ts";
import { type Version, versionsOf } from "./denies.ts";
import type { Stolen } from "./thieves.ts";

export type Alerted = {
  readonly principal: Principal;
  readonly accessKeyId: string;
  readonly at: Instant;
  readonly source: "guardduty" | "credential-leak";
};

/** No alert lost: each is in an incident of the right principal. */
export function noAlertLost(alerted: readonly Alerted[], incidents: readonly Incident[]): readonly string[] {
  return alerted
    .filter((one) => !incidents.some((incident) => isAbout(incident, one.principal) && hasAlert(incident, one)))
    .map(({ source, principal }) => `An alert of ${source} about ${principal.name} is in no incident of it.`);
}

export function isAbout({ account, principal }: Incident, about: Principal): boolean {
  return account === about.account && "name" in principal && principal.name === about.name;
}

export function sameAs(one: Principal, other: Principal): boolean {
  return arnOf(one) === arnOf(other);
}

function hasAlert({ alerts }: Incident, { source, accessKeyId, at }: Alerted): boolean {
  return alerts.some(
    (alert) => alert.source === source && alert.accessKeyId === accessKeyId && Date.parse(alert.lastSeen) === at,
  );
}

/** What is contained is refused. */
export async function deniesLand(world: World, stolen: readonly Stolen[]): Promise<readonly string[]> {
  const broken: string[] = [];
  for (const one of stolen)
    if (await works(world, one))
      broken.push(`The ${one.hop ? "hop" : "leak"} of ${one.principal.name} works, and is to be denied.`);
  return broken;
}

/** Nobody else is: who has signed in since, and whose containment nobody has approved. */
export async function othersWorkOn(world: World, others: readonly Holder[]): Promise<readonly string[]> {
  const broken: string[] = [];
  for (const one of others)
    if (!(await works(world, one))) broken.push(`A credential of ${one.principal.name} is denied, and is to work.`);
  return broken;
}

type Holder = Pick<Stolen, "principal" | "actor">;

/** Really tried. Asking the evaluator must agree. */
async function works(world: World, { actor }: Holder): Promise<boolean> {
  const isLet = "got" in (await tryTo(work(actor)));
  if (isLet !== wouldAllow(world, actor.keys.accessKeyId, WORK)) throw new Error("Asking and trying disagree.");
  return isLet;
}

/** Gapless, in order, unchanged: the chain of hashes is whole. And nothing is undone twice. */
export async function recordsAreWhole(ledger: Ledger, incidents: readonly Incident[]): Promise<readonly string[]> {
  const broken: string[] = [];
  for (const { id, entries } of incidents) {
    broken.push(...((await ledger.verify(id)) ?? ["It is not there."]).map((problem) => `Incident ${id}: ${problem}`));
    if (entries.some(({ seq }, index) => seq !== index + 1)) broken.push(`Incident ${id}: entries are out of order.`);
    const undone = entries.flatMap((entry) => (entry.type === "step-undone" ? [stepTarget(entry.step)] : []));
    if (new Set(undone).size < undone.length) broken.push(`Incident ${id}: a step was undone twice.`);
  }
  return broken;
}

/** A deny that has stood: whose, since when, up to which cutoff. */
export type Stood = { readonly principal: Principal; readonly since: Instant; readonly cutoff: Instant };

export function deniesThatStood(world: World, principals: readonly Principal[]): readonly Stood[] {
  return principals.flatMap((principal) => {
    const stood = new Map<Instant, Stood>();
    for (const { since, cutoffs } of versionsOf(world, principal))
      for (const cutoff of cutoffs.values()) if (!stood.has(cutoff)) stood.set(cutoff, { principal, since, cutoff });
    return [...stood.values()];
  });
}

/** Every deny is on some incident's record: an entry names both whom it denies and until when. */
export function everyDenyIsOnRecord(
  stood: readonly Stood[],
  incidents: readonly Pick<Incident, "entries">[],
): readonly string[] {
  const record = incidents.flatMap(({ entries }) => entries.map((entry) => JSON.stringify(entry)));
  return stood
    .filter(({ principal, cutoff }) => {
      const words = [JSON.stringify(arnOf(principal)), JSON.stringify(wordOf(cutoff))];
      return !record.some((entry) => words.every((word) => entry.includes(word)));
    })
    .map(({ principal, cutoff }) => `The deny of ${principal.name} until ${wordOf(cutoff)} is on nobody's record.`);
}

function wordOf(cutoff: Instant): string {
  return `${new Date(cutoff).toISOString().slice(0, 19)}Z`;
}

/** What is on record as applied stands: no entry promises a deny that is not there. */
export function recordsAreTrue(
  world: World,
  incidents: readonly Pick<Incident, "id" | "status" | "steps">[],
): readonly string[] {
  return incidents.flatMap(({ id, status, steps }) =>
    steps.flatMap(({ step, status: state }) => {
      const principal = inlineDenied(step);
      if (status !== "contained" || state !== "applied" || !principal) return [];
      const latest = Math.max(0, ...standingCutoffs(world, principal));
      const promised = Date.parse(cutoffOfStep(step) ?? "");
      return latest >= promised ? [] : [`Incident ${id}: ${principal.name} is not denied until ${wordOf(promised)}.`];
    }),
  );
}

/** Whose inline policy the step writes. */
function inlineDenied(step: Step): Principal | undefined {
  switch (step.type) {
    case "deny-role-sessions":
    case "deny-session":
      return { kind: "role", account: step.account, name: step.roleName };
    case "deny-user-sessions":
      return { kind: "user", account: step.account, name: step.userName };
    default:
      return undefined;
  }
}

/** Somebody else took a deny away. */
export type Narrowed = { readonly principal: Principal; readonly at: Instant };

export function cutoffsOnlyMoveOn(
  world: World,
  principals: readonly Principal[],
  narrowed: readonly Narrowed[],
): readonly string[] {
  return principals.flatMap((principal) => {
    const versions = versionsOf(world, principal);
    return versions.slice(1).flatMap((version, index) => {
      const before = versions[index];
      if (!before || narrowed.some((one) => sameAs(one.principal, principal) && one.at === version.since)) return [];
      const at = new Date(version.since).toISOString();
      const moved = [...before.cutoffs].flatMap(([scope, cutoff]) => {
        const now = Math.max(version.cutoffs.get(scope) ?? 0, version.cutoffs.get("") ?? 0);
        if (now >= cutoff) return [];
        return [`The cutoff of ${principal.name} went back at ${at}, ${scope === "" ? "for all" : `for ${scope}`}.`];
      });
      const lost =
        before.hasForeign && !version.hasForeign ? [`Somebody's statement on ${principal.name} was lost.`] : [];
      return [...moved, ...lost];
    });
  });
}

/** What another tool denies stays denied when ours is lifted. `stood`: its cutoffs that stood before. */
export function othersDenyOn(world: World, principal: Principal, stood: readonly Instant[]): readonly string[] {
  const standing = standingCutoffs(world, principal);
  return stood
    .filter((cutoff) => !standing.includes(cutoff))
    .map((cutoff) => `Another tool's deny of ${principal.name} until ${wordOf(cutoff)} was lifted.`);
}

export function standingCutoffs(world: World, principal: Principal): readonly Instant[] {
  return [...(versionsOf(world, principal).at(-1)?.cutoffs.values() ?? [])];
}

/** Each minute: nothing that is called proven has a credential that works. */
export function provenIsTrue(
  world: World,
  stolen: readonly Stolen[],
  incidents: readonly Incident[],
): readonly string[] {
  const proven = incidents.filter(({ proof, status }) => proof === "proven" && status === "contained");
  return proven.flatMap((incident) =>
    stolen
      .filter((one) => isOf(one, stolen, incident) && wouldAllow(world, one.actor.keys.accessKeyId, WORK))
      .map(({ principal }) => `${incident.id} was called proven while a credential of ${arnOf(principal)} worked.`),
  );
}

/** The incident answers for what was opened with its credential, too. */
function isOf({ leak }: Stolen, all: readonly Stolen[], incident: Incident): boolean {
  return all.some((one) => one.leak === leak && !one.hop && isAlertedIn(one, incident));
}

function isAlertedIn({ actor }: Stolen, { alerts }: Incident): boolean {
  return alerts.some(({ accessKeyId }) => accessKeyId === actor.keys.accessKeyId);
}

/** After the lift everything is as it was before: but for denies that could not be put on record, which deny nobody any more. */
export function liftRestores(
  world: World,
  principals: readonly Principal[],
  before: ReadonlyMap<string, Version>,
  leftover: readonly Instant[],
): readonly string[] {
  return principals
    .filter((principal) => {
      const [was, is] = [before.get(arnOf(principal)), versionsOf(world, principal).at(-1)];
      if (!was || !is) return true;
      const isKnown = [...is.cutoffs.values()].every((cutoff) => leftover.includes(cutoff));
      return is.text !== was.text && !(is.cutoffs.size > 0 && isKnown && is.hasForeign === was.hasForeign);
    })
    .map(({ name }) => `The policies of ${name} are not what they were before.`);
}
