// The laws, asked twice: when everything has settled, and when everything was lifted.
import type { Incident } from "../../lambda/incident.ts";
import type { Instant } from "../../mock-aws/clock.ts";
import type { Fault } from "../../mock-aws/faults.ts";
import { HOME_ACCOUNT, HOME_REGION } from "../../mock-aws/world.ts";
import { distinct, type Principal } from "../organization.ts";
import { NO_STORY } from "../story.ts";
import { versionsOf } from "./denies.ts";
import * as laws from "./laws.ts";
import type { Outcome } from "./outcome.ts";
import { incidentsOf, type Record } from "./record.ts";
import { hopOf, principalOf } from "./stage.ts";
import { openCredential, type Stolen } from "./thieves.ts";

export type Settled = { readonly end: () => Promise<Outcome> };

export async function judge(record: Record): Promise<Settled> {
  const { stage, plan, stolen, alerted, narrowed, others, violations, before } = record;
  const { world, ledger } = stage;
  const leaked = distinct(plan.leaks.map(principalOf));
  const everybody = distinct([...leaked, ...leaked.map(hopOf)]);
  const incidents = await incidentsOf(record);
  const denied = stolen.filter((one) => isToBeDenied(one, record, incidents));
  const spared = stolen.filter((one) => !denied.includes(one));
  const allStood = laws.deniesThatStood(world, everybody);
  const stood = allStood.filter(({ cutoff }) => !others.includes(cutoff));
  const secondsToDeny = leaked.flatMap((principal) => {
    const isAsked = principal.kind === "user" && plan.users === "ask";
    const isDenied = !isAsked && denied.some((one) => laws.sameAs(one.principal, principal));
    const first = alerted.find((one) => laws.sameAs(one.principal, principal));
    const since = allStood.find((one) => laws.sameAs(one.principal, principal))?.since;
    return isDenied && first && since !== undefined ? [Math.max(0, (since - first.at) / 1000)] : [];
  });
  const doubtful = stood.filter(({ since }) => couldNotBeRecorded(record, since));
  const sure = stood.filter((one) => !doubtful.includes(one));
  violations.push(
    ...laws.noAlertLost(alerted, incidents),
    ...(await laws.deniesLand(world, denied)),
    ...(await laws.othersWorkOn(world, [...spared, ...(await signedInAnew(record, incidents))])),
    ...(await laws.recordsAreWhole(ledger, incidents)),
    ...laws.everyDenyIsOnRecord(sure, incidents),
    ...laws.recordsAreTrue(world, incidents),
    ...laws.cutoffsOnlyMoveOn(world, everybody, narrowed),
  );
  const furtherDenied = leaked[0]; // By `denyFurther`.
  const othersStood = furtherDenied
    ? laws.standingCutoffs(world, furtherDenied).filter((one) => record.othersKept.has(one))
    : [];
  const proven = incidents.filter(({ proof }) => proof === "proven").length;

  async function end(): Promise<Outcome> {
    const lifted = await incidentsOf(record);
    const open = lifted.filter(({ status }) => status !== "lifted" && status !== "refused");
    violations.push(
      ...open.map(({ id, status }) => `Incident ${id} is ${status} when everything is over.`),
      ...(await laws.recordsAreWhole(ledger, lifted)),
      ...(furtherDenied ? laws.othersDenyOn(world, furtherDenied, othersStood) : []),
      ...laws.liftRestores(world, everybody, before, [...others, ...doubtful.map(({ cutoff }) => cutoff)]),
    );
    if (record.tell !== NO_STORY) tellRecord(record, lifted);
    const struck: { [name: string]: number } = {};
    for (const { name, fault } of record.struck) struck[name] = (struck[name] ?? 0) + timesStruck(fault);
    return {
      seed: plan.seed,
      struck,
      deliveries: alerted.length,
      deadLetters: record.deadLetters,
      incidents: incidents.length,
      denied: distinct(denied.map(({ principal }) => principal)).length,
      proven,
      unrecorded: laws.everyDenyIsOnRecord(doubtful, incidents).length,
      secondsToDeny,
      violations: [...new Set(violations)],
    };
  }

  return { end };
}

/**
 * The ledger did not take it, and the next delivery has denied up to a later time; or what was read of IAM was old, and what was
 * written seemed to be gone.
 */
function couldNotBeRecorded({ struck }: Record, since: Instant): boolean {
  return struck.some(
    ({ fault, at, until }) =>
      timesStruck(fault) > 0 &&
      (isOfLedger(fault) || fault.fault === "stale") &&
      at <= since + AROUND_MS &&
      since <= until + AROUND_MS,
  );
}

function isOfLedger({ service, region, account }: Fault): boolean {
  return (
    (service === "dynamodb" || service === "*") &&
    (region === undefined || region === HOME_REGION) &&
    (account === undefined || account === HOME_ACCOUNT)
  );
}

/** It strikes without an end: `addFault` has it count down from there. */
function timesStruck({ times }: Fault): number {
  return Number.MAX_SAFE_INTEGER - times;
}

const AROUND_MS = 30_000;

/** Roles without a question; users where the configuration says so, or a person has. What was opened with it, with it. */
function isToBeDenied({ leak }: Stolen, { plan, alerted, stolen }: Record, incidents: readonly Incident[]): boolean {
  const planned = plan.leaks[leak];
  const own = stolen.find((one) => one.leak === leak && !one.hop);
  if (!planned || !own || !alerted.some(({ accessKeyId }) => accessKeyId === own.actor.keys.accessKeyId)) return false;
  if (planned.kind === "role-session" || plan.users === "contain") return true;
  return incidents.some((one) => laws.isAbout(one, own.principal as Principal) && one.approved !== undefined);
}

/** The team in the leaked roles; nobody where they are held against everybody, or while another tool still denies them. */
async function signedInAnew(
  { stage, plan, others }: Record,
  incidents: readonly Incident[],
): Promise<readonly Stolen[]> {
  if (others.some((cutoff) => cutoff > stage.world.clock.now())) return [];
  const held = incidents.filter((one) => one.held && !one.held.releasedAt);
  const anew: Stolen[] = [];
  for (const [index, leak] of plan.leaks.entries()) {
    const isHeld = held.some((one) => laws.isAbout(one, principalOf(leak)));
    if (leak.kind === "role-session" && !isHeld) anew.push(await openCredential(stage, leak, index));
  }
  return anew;
}

/** For the story: what stood on the leaked principals, and what the ledger says. */
function tellRecord({ stage, plan, tell }: Record, incidents: readonly Incident[]): void {
  const time = (at: number) => new Date(at).toISOString().slice(11, 23);
  for (const principal of distinct(plan.leaks.map(principalOf))) {
    for (const { since, cutoffs } of versionsOf(stage.world, principal)) {
      const denies = [...cutoffs].map(([scope, cutoff]) => `${scope === "" ? "all" : scope} before ${time(cutoff)}`);
      tell("policies", `${time(since)} ${principal.name}`, denies.join(", ") || "no deny");
    }
  }
  for (const { id, entries } of incidents)
    for (const entry of entries) {
      const about = "applied" in entry ? entry.applied : entry;
      const [, step = ""] = /"type":"((?:deny|deactivate|disable)[a-z-]+)"/.exec(JSON.stringify(about)) ?? [];
      const [, cutoff = ""] = /"cutoff":"([^"]+)"/.exec(JSON.stringify(about)) ?? [];
      tell("ledger", `${id} ${entry.seq} ${entry.at.slice(11, 23)} ${entry.type}`, `${step} ${cutoff}`.trim());
    }
}
