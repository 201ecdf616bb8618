// ★ And here: what should hold against what holds. Safe at any moment, any number of times, after any crash.
import { answerAgain, isUnfinished } from "./answer-again.ts";
import { decideForNobody } from "./approval.ts";
import { collectProof } from "./collect-proof.ts";
import type { Deps } from "./deps.ts";
import { followHeardSince, followTrace } from "./follow-trace.ts";
import { answerFound } from "./found-questions.ts";
import { isTimeToRead } from "./gather-evidence.ts";
import { hold } from "./hold.ts";
import { holdRoles } from "./hold-roles.ts";
import { type Incident, inForce } from "./incident.ts";
import { isOpen } from "./ledger/fold.ts";
import type { Claim } from "./ledger/ledger.ts";
import { isInert, liftInert } from "./lift.ts";
import { newsOf } from "./notify/news.ts";
import { tellPeople } from "./tell-people.ts";
import { tellTamper } from "./tell-tamper.ts";
import { owesWaysIn, tellWaysIn } from "./tell-ways-in.ts";
import { owesWorkloads, tellWorkloads } from "./tell-workloads.ts";
import { startsOf } from "./trace-starts.ts";
import { widenIfLeaking } from "./widen-if-leaking.ts";

/** Everything that it needs now. */
export async function reconcile(deps: Deps, claim: Claim): Promise<Incident> {
  return plan(deps, claim, await tellPeople(deps, await lookAfter(deps, claim, true), claim));
}

/** `isMoreDue`: it needs what takes its time too. People are told after that. */
export type Look = { readonly incident: Incident; readonly isMoreDue: boolean };

/** Only what is quick: whether the steps hold, what was heard, what was answered. Nobody's deny waits for another's trail. */
export async function look(deps: Deps, claim: Claim): Promise<Look> {
  const seen = await lookAfter(deps, claim, false);
  const isMore = isMoreDue(deps, seen);
  const incident = await plan(deps, claim, isMore ? seen : await tellPeople(deps, seen, claim));
  return { incident, isMoreDue: isMore };
}

function isMoreDue(deps: Deps, incident: Incident): boolean {
  if (inForce(incident).length === 0 || isInert(deps, incident)) return false;
  return isTrailDue(deps, incident) || owesWorkloads(incident) || owesWaysIn(deps, incident);
}

/** The trail is read at once, and then at its times. */
function isTrailDue(deps: Deps, incident: Incident): boolean {
  const isFirst = deps.config.trace && !incident.walked && startsOf(incident).length > 0;
  return isFirst || isTimeToRead(deps, incident);
}

/** What was done before it failed is told all the same. */
async function lookAfter(deps: Deps, claim: Claim, hasTime: boolean): Promise<Incident> {
  try {
    return await compare(deps, claim, hasTime);
  } catch (error) {
    const standing = deps.tell && (await deps.ledger.read(claim.incidentId).catch(() => undefined));
    if (standing) await tellPeople(deps, standing, claim);
    throw error;
  }
}

/** `hasTime`: for the trail, and for who else is locked out and who can still get in. */
async function compare(deps: Deps, claim: Claim, hasTime: boolean): Promise<Incident> {
  const known = await deps.ledger.read(claim.incidentId);
  const incident = !known || isUnfinished(deps, known) ? await answerAgain(deps, claim, known) : known;
  if (incident.status === "awaiting-approval") return decideForNobody(deps, claim, incident);
  if (inForce(incident).length === 0) return incident;

  const isOver = isInert(deps, incident);
  const held = isOver ? incident : await hold(deps, claim, incident);
  const traced = isOver ? held : await trace(deps, claim, held, hasTime && isTrailDue(deps, held));
  const answered = await answerFound(deps, claim, traced);
  const kept = isOver ? answered : await holdRoles(deps, claim, answered);
  const isTime = hasTime && isTimeToRead(deps, kept);
  const proven = kept.status === "contained" ? await collectProof(deps, claim, kept, isTime) : kept;
  const widened = await widenIfLeaking(deps, claim, proven);
  const told = hasTime ? await tellWaysIn(deps, claim, await tellWorkloads(deps, claim, widened)) : widened;
  return isInert(deps, told) ? liftInert(deps, claim, told) : told;
}

/** Whatever the time: whom the trail shows, and what it proves. */
export async function readTrailNow(deps: Deps, claim: Claim, incident: Incident): Promise<Incident> {
  const traced = await trace(deps, claim, incident, true);
  return traced.status === "contained" ? collectProof(deps, claim, traced, true) : traced;
}

/** What was heard, each time; the trail where it is time. What fails here keeps nothing else from its turn: the proof misses it. */
async function trace(deps: Deps, claim: Claim, incident: Incident, isTime: boolean): Promise<Incident> {
  const follow = isTime ? followTrace : followHeardSince;
  const traced = deps.config.trace ? await orAsItStands(deps, incident, () => follow(deps, claim, incident)) : incident;
  return orAsItStands(deps, traced, () => tellTamper(deps, claim, traced, isTime));
}

/** What was done before it failed is on record. */
async function orAsItStands(deps: Deps, incident: Incident, work: () => Promise<Incident>): Promise<Incident> {
  try {
    return await work();
  } catch (error) {
    deps.log.error({ err: error, incident: incident.id }, "the trace could not be followed; it is tried again");
    return (await deps.ledger.read(incident.id)) ?? incident;
  }
}

const WHILE_A_PERSON_THINKS_MS = 60 * 60_000;

async function plan(deps: Deps, claim: Claim, incident: Incident): Promise<Incident> {
  await deps.ledger.bringIntoLists(incident);
  if (!isOpen(incident)) await deps.ledger.follow(claim, incident, iso(deps.now()));
  else if (incident.status === "awaiting-approval" && !isWaitedFor(deps, incident)) {
    const end = Date.parse(incident.askedAt ?? incident.openedAt) + deps.config.approval.withinSeconds * 1000;
    const until = iso(Math.min(deps.now() + WHILE_A_PERSON_THINKS_MS, end));
    await deps.ledger.putOff(claim, { at: iso(deps.now()), until });
  }
  return incident;
}

/** A message that could not be sent is sent with the next beat. */
function isWaitedFor({ tell, now }: Deps, incident: Incident): boolean {
  return tell !== undefined && newsOf(incident, now()).length > 0;
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
