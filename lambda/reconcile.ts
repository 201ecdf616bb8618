// ★ And here: what should hold against what holds. Safe at any moment, any number of times, after any crash.
import { answerAgain, isUnfinished } from "./answer-again.ts";
import { decideForNobody } from "./approval.ts";
import { collectProof } from "./collect-proof.ts";
import { countBeat } from "./count-beat.ts";
import type { Deps } from "./deps.ts";
import { followHeardSince, followTrace } from "./follow-trace.ts";
import { answerFound } from "./found-questions.ts";
import { isTimeToRead } from "./gather-evidence.ts";
import { hold } from "./hold.ts";
import { holdRoles } from "./hold-roles.ts";
import { type Incident, inForce } from "./incident.ts";
import { isOpen } from "./ledger/fold.ts";
import type { Claim } from "./ledger/ledger.ts";
import { isUntold } from "./ledger/untold.ts";
import { isInert, liftInert } from "./lift.ts";
import { newsOf } from "./notify/news.ts";
import { settleSome } from "./settle-some.ts";
import { tellOfEnd, tellPeople } from "./tell-people.ts";
import { tellTamper } from "./tell-tamper.ts";
import { tellWaysIn } from "./tell-ways-in.ts";
import { tellWorkloads } from "./tell-workloads.ts";
import { widenIfLeaking } from "./widen-if-leaking.ts";

/** Incidents that are looked after side by side: AWS throttles whoever asks for more. */
const AT_ONCE = 16;

/**
 * Where more is due than a minute has room for, the next beat goes on, with what has waited longest. One that went on by
 * itself would be ended by Lambda in the middle of its work, and delivered again twice.
 */
const BEGINS_FOR_MS = 50_000;

/** Looks after what is due, longest due first. One that fails does not keep the others from their turn. */
export async function reconcileDue(deps: Deps): Promise<readonly string[]> {
  const until = deps.now() + BEGINS_FOR_MS;
  const claims = await deps.ledger.due(iso(deps.now()));
  const results = await settleSome(AT_ONCE, claims, async (claim) => {
    if (deps.now() >= until) return undefined;
    const isOurs = await deps.ledger.take(claim, iso(deps.now() + UNTIL_NEXT_BEAT_MS));
    if (!isOurs) return undefined;
    return isUntold(claim) ? tellOfEnd(deps, claim) : reconcile(deps, claim);
  });
  countBeat(deps, claims, results);
  return results.flatMap((result, index) => {
    if (result.status === "fulfilled") return [];
    const incident = claims[index]?.incidentId ?? "";
    deps.log.error({ err: result.reason, incident }, "reconcile failed; it is tried again in a minute");
    return [incident];
  });
}

/** What was done before it failed is told all the same. */
export async function reconcile(deps: Deps, claim: Claim): Promise<Incident> {
  const incident = await lookAfter(deps, claim).catch(async (error: unknown) => {
    const standing = deps.tell && (await deps.ledger.read(claim.incidentId).catch(() => undefined));
    if (standing) await tellPeople(deps, standing, claim);
    throw error;
  });
  return plan(deps, claim, await tellPeople(deps, incident, claim));
}

async function lookAfter(deps: Deps, claim: Claim): Promise<Incident> {
  const known = await deps.ledger.read(claim.incidentId);
  const incident = !known || isUnfinished(deps, known) ? await answerAgain(deps, claim, known) : known;
  if (incident.status === "awaiting-approval") return decideForNobody(deps, claim, incident);
  if (inForce(incident).length === 0) return incident;

  const isOver = isInert(deps, incident);
  const held = isOver ? incident : await hold(deps, claim, incident);
  const traced = isOver ? held : await trace(deps, claim, held);
  const answered = await answerFound(deps, claim, traced);
  const kept = isOver ? answered : await holdRoles(deps, claim, answered);
  const proven = kept.status === "contained" ? await collectProof(deps, claim, kept) : kept;
  const widened = await widenIfLeaking(deps, claim, proven);
  const told = await tellWaysIn(deps, claim, await tellWorkloads(deps, claim, widened));
  return isInert(deps, told) ? liftInert(deps, claim, told) : told;
}

/**
 * What was heard, each time; the trail at once, and then as often as it is read. What fails here keeps nothing else from its
 * turn: the proof misses it.
 */
async function trace(deps: Deps, claim: Claim, incident: Incident): Promise<Incident> {
  const isTime = !incident.walked || isTimeToRead(deps, incident);
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

/** Less than the heartbeat's minute, so that each beat finds what is open due: that bounds how long a step stays undone. */
const UNTIL_NEXT_BEAT_MS = 45_000;
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
