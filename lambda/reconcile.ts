// ★ And here: what should hold against what holds. Safe at any moment, any number of times, after any crash.
import { decideForNobody } from "./approval.ts";
import type { Deps } from "./deps.ts";
import type { Proof } from "./evidence.ts";
import { gatherEvidence } from "./gather-evidence.ts";
import type { EntryBody, Incident, IncidentStep } from "./incident.ts";
import { alertKey, isOpen } from "./ledger/fold.ts";
import type { Claim } from "./ledger/ledger.ts";
import { isInert, liftInert } from "./lift.ts";
import type { Alert } from "./model.ts";
import { prove } from "./prove.ts";
import { respondTo } from "./respond.ts";
import { settleSome } from "./settle-some.ts";
import { kindOf } from "./step/index.ts";
import type { Holding, Step } from "./steps.ts";
import { takeSteps } from "./take-steps.ts";
import { findWorkloads } from "./workloads/find-workloads.ts";

/** Incidents that are looked after side by side: AWS throttles whoever asks for more. */
const AT_ONCE = 16;

/** Looks after every incident that is due. One that fails does not keep the others from their turn. */
export async function reconcileDue(deps: Deps): Promise<readonly string[]> {
  const claims = await deps.ledger.due(iso(deps.now()));
  const results = await settleSome(AT_ONCE, claims, async (claim) => {
    const isOurs = await deps.ledger.take(claim, iso(deps.now() + UNTIL_NEXT_BEAT_MS));
    if (isOurs) await reconcile(deps, claim);
  });
  return results.flatMap((result, index) => {
    if (result.status === "fulfilled") return [];
    const incident = claims[index]?.incidentId ?? "";
    deps.log.error({ err: result.reason, incident }, "reconcile failed; it is tried again in a minute");
    return [incident];
  });
}

export async function reconcile(deps: Deps, claim: Claim): Promise<Incident> {
  const known = await deps.ledger.read(claim.incidentId);
  const incident = !known || isUnfinished(known) ? await answerAgain(deps, claim, known) : known;
  if (incident.status === "awaiting-approval") return plan(deps, claim, await decideForNobody(deps, claim, incident));
  if (inForce(incident).length === 0) return plan(deps, claim, incident);

  const held = isInert(deps, incident) ? incident : await hold(deps, claim, incident);
  const proven = held.status === "contained" ? await collectProof(deps, claim, held) : held;
  const widened = await widenIfLeaking(deps, claim, proven);
  const told = await tellWorkloads(deps, claim, widened);
  const done = isInert(deps, told) ? await liftInert(deps, claim, told) : told;
  return plan(deps, claim, done);
}

/** A crash after the claim, or a step that failed: the alert is answered again. */
function isUnfinished({ status }: Incident): boolean {
  return status === "containing" || status === "failed";
}

/** Where the alert was about a bare key, whoever is found behind it has an incident of his own: this one ends with its name. */
async function answerAgain(deps: Deps, claim: Claim, known: Incident | undefined): Promise<Incident> {
  const alert = alertToAnswer(known) ?? claim.openingAlert;
  const approved = known?.approved;
  const widened = known?.widened;
  const since = claim.openedAt;
  const answered = { since, ...(approved ? { approved } : {}), ...(widened ? { widened } : {}) };
  const incident = await respondTo(deps, alert, answered);
  if (incident.id === claim.incidentId) return incident;
  const { id, principal } = incident;
  const suspect = incident.alerts[0]?.principal ?? alert.principal;
  deps.log.info({ incident: claim.incidentId, principal, answeredBy: id }, "identified");
  return deps.ledger.append(claim, iso(deps.now()), (now) =>
    isOpen(now) ? [{ type: "identified", principal: suspect, incident: id }] : [],
  );
}

/** The last alert that was not refused: a sample that came in between asks for nothing. */
function alertToAnswer(incident: Incident | undefined): Alert | undefined {
  return incident?.alerts.findLast((alert) => incident.verdicts[alertKey(alert)]?.type !== "refuse");
}

/** Whoever undid or weakened a step: it is applied again, and that is on record. */
async function hold(deps: Deps, claim: Claim, incident: Incident): Promise<Incident> {
  const undone = await Promise.all(
    inForce(incident).map(async ({ step }) => ({ step, holding: await holdsNow(deps, step) })),
  );
  const entries: EntryBody[] = [];
  for (const { step, holding } of undone) {
    if (holding.holds) continue;
    deps.log.warn({ incident: incident.id, step: step.type, because: holding.because }, "tamper");
    entries.push({ type: "tamper", step, because: holding.because });
    for (const outcome of await takeSteps(deps, [step])) {
      if ("fellBack" in outcome) entries.push(outcome.fellBack);
      else if ("applied" in outcome) entries.push({ type: "step-applied", applied: outcome.applied, why: "tamper" });
      else entries.push({ type: "step-failed", ...outcome });
    }
  }
  return entries.length === 0 ? incident : deps.ledger.append(claim, iso(deps.now()), () => entries);
}

async function holdsNow(deps: Deps, step: Step): Promise<Holding> {
  const aws = await deps.places.aws(step.account);
  if (!aws) throw new Error(`The account ${step.account} is no longer one that this responder serves.`);
  return kindOf(step).holds(aws, step);
}

/** `now`: the trail is read whatever the time. */
export async function collectProof(deps: Deps, claim: Claim, incident: Incident, now = false): Promise<Incident> {
  const evidence = await gatherEvidence(deps, incident, now);
  if (!evidence) return incident;
  const proof = prove(evidence);
  if (!isNews(incident, proof)) return incident;
  const { level, missing, denied, allowed } = proof;
  const urgency = level === "leaking" ? "error" : "info";
  deps.log[urgency]({ incident: incident.id, proof: level, missing, denied, allowed: allowed.length }, "proof");
  return deps.ledger.append(claim, iso(deps.now()), () => [{ type: "proof", proof }]);
}

/** Every reading of the trail is evidence; the simulator's answer is only where it changes. */
function isNews({ proof: level, evidence }: Incident, proof: Proof): boolean {
  if (proof.readThrough !== undefined || proof.level !== level) return true;
  return !proof.missing.every((reason) => evidence?.missing.includes(reason));
}

/** A deny of one session that does not stop the leak was too narrow: the whole role is denied, from now. */
async function widenIfLeaking(deps: Deps, claim: Claim, incident: Incident): Promise<Incident> {
  const isNarrow = inForce(incident).every(({ type }) => type === "deny-session");
  const alert = alertToAnswer(incident);
  if (incident.proof !== "leaking" || !isNarrow || incident.widened || !alert) return incident;
  const because = "Calls of the leaked session got through the deny that is on it alone.";
  await deps.ledger.append(claim, iso(deps.now()), (now) => (now.widened ? [] : [{ type: "widened", because }]));
  return respondTo(deps, alert, { ...(incident.approved ? { approved: incident.approved } : {}), widened: true });
}

/** Once the deny stands: who else holds credentials of the role that have just died, and how they get new ones. */
async function tellWorkloads(deps: Deps, claim: Claim, incident: Incident): Promise<Incident> {
  const steps = inForce(incident).map(({ step }) => step);
  const [first] = steps;
  if (incident.status !== "contained" || incident.workloads || !first || !("roleArn" in first)) return incident;
  const aws = await deps.places.aws(first.account);
  if (!aws) return incident;
  const only = steps.every(({ type }) => type === "deny-session") && "session" in first ? first.session : undefined;
  const found = await findWorkloads(aws, { name: first.roleName, arn: first.roleArn }, only).catch((error: Error) => ({
    workloads: [],
    gaps: [`Instances and functions could not be listed: ${error.message}`],
  }));
  return deps.ledger.append(claim, iso(deps.now()), (now) => (now.workloads ? [] : [{ type: "workloads", ...found }]));
}

export function inForce(incident: Incident): readonly IncidentStep[] {
  return incident.steps.filter(({ status }) => status === "applied");
}

/** Less than the heartbeat's minute, so that each beat finds what is open due: that bounds how long a step stays undone. */
const UNTIL_NEXT_BEAT_MS = 45_000;
const WHILE_A_PERSON_THINKS_MS = 60 * 60_000;

async function plan(deps: Deps, claim: Claim, incident: Incident): Promise<Incident> {
  if (!isOpen(incident)) await deps.ledger.follow(claim, incident, iso(deps.now()));
  else if (incident.status === "awaiting-approval") {
    const longest = Math.min(WHILE_A_PERSON_THINKS_MS, deps.config.approval.withinSeconds * 1000);
    await deps.ledger.schedule(claim, iso(deps.now() + longest));
  }
  return incident;
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
