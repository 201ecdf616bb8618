// ★ And here: what should hold against what holds. Safe at any moment, any number of times, after any crash.
import type { Aws } from "./aws.ts";
import type { Deps } from "./deps.ts";
import { gatherEvidence } from "./gather-evidence.ts";
import { alertKey, isOpen } from "./ledger/fold.ts";
import type { Claim } from "./ledger/ledger.ts";
import { lift } from "./lift.ts";
import type { Alert, EntryBody, Incident, IncidentStep, Proof } from "./model.ts";
import { prove } from "./prove.ts";
import { answer } from "./respond.ts";
import { settleSome } from "./settle-some.ts";
import { STEPS } from "./step/index.ts";
import { takeSteps } from "./take-steps.ts";

/** Incidents that are looked after side by side: AWS throttles whoever asks for more. */
const AT_ONCE = 16;

/** Looks after every incident that is due. One that fails does not keep the others from their turn. */
export async function reconcileDue(deps: Deps): Promise<readonly string[]> {
  const claims = await deps.ledger.due(iso(deps.now()));
  const results = await settleSome(AT_ONCE, claims, (claim) => reconcile(deps, claim));
  return results.flatMap((result, index) => {
    if (result.status === "fulfilled") return [];
    const incident = claims[index]?.incidentId ?? "";
    deps.log.error({ err: result.reason, incident }, "reconcile failed; it is tried again in a minute");
    return [incident];
  });
}

export async function reconcile(deps: Deps, claim: Claim): Promise<Incident> {
  const known = await deps.ledger.read(claim.incidentId);
  const incident =
    !known || isUnfinished(known) ? await answer(deps, alertToAnswer(known) ?? claim.openingAlert) : known;
  const aws = await deps.aws(incident.account);
  if (!aws || inForce(incident).length === 0) return plan(deps, claim, incident);

  const held = isInert(deps, incident) ? incident : await hold(deps, claim, incident, aws);
  const proven = held.status === "contained" ? await collectProof(deps, claim, held, aws) : held;
  const done = isInert(deps, proven) ? await lift(deps, claim, proven, aws, INERT) : proven;
  return plan(deps, claim, done);
}

/** A crash after the claim, or a step that failed: the alert is answered again. */
function isUnfinished({ status }: Incident): boolean {
  return status === "containing" || status === "failed";
}

/** The last alert that was not refused: a sample that came in between asks for nothing. */
function alertToAnswer(incident: Incident | undefined): Alert | undefined {
  return incident?.alerts.findLast((alert) => incident.verdicts[alertKey(alert)]?.type !== "refuse");
}

/** Whoever undid or weakened a step: it is applied again, and that is on record. */
async function hold(deps: Deps, claim: Claim, incident: Incident, aws: Aws): Promise<Incident> {
  const undone = await Promise.all(
    inForce(incident).map(async ({ step }) => ({ step, holding: await STEPS[step.type].holds(aws, step) })),
  );
  const entries: EntryBody[] = [];
  for (const { step, holding } of undone) {
    if (holding.holds) continue;
    deps.log.warn({ incident: incident.id, step: step.type, because: holding.because }, "tamper");
    entries.push({ type: "tamper", step, because: holding.because });
    for (const outcome of await takeSteps(aws, [step])) {
      entries.push(
        "applied" in outcome
          ? { type: "step-applied", applied: outcome.applied, why: "tamper" }
          : { type: "step-failed", ...outcome },
      );
    }
  }
  return entries.length === 0 ? incident : deps.ledger.append(claim, iso(deps.now()), () => entries);
}

async function collectProof(deps: Deps, claim: Claim, incident: Incident, aws: Aws): Promise<Incident> {
  const evidence = await gatherEvidence(deps, incident, aws);
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

const INERT = "no session from before the cutoff can be alive";

/** No session that the deny stops can be alive: none lives longer than twelve hours. A leak that goes on keeps its deny. */
function isInert(deps: Deps, { cutoff, proof }: Incident): boolean {
  return proof !== "leaking" && deps.now() >= Date.parse(cutoff) + deps.config.liftAfterSeconds * 1000;
}

function inForce(incident: Incident): readonly IncidentStep[] {
  return incident.steps.filter(({ status }) => status === "applied");
}

/** Less than the heartbeat's minute, so that each beat finds what is open due: that bounds how long a step stays undone. */
const UNTIL_NEXT_BEAT_MS = 45_000;
const WHILE_A_PERSON_THINKS_MS = 60 * 60_000;

async function plan(deps: Deps, claim: Claim, incident: Incident): Promise<Incident> {
  if (!isOpen(incident)) {
    await deps.ledger.follow(claim, incident, iso(deps.now()));
    return incident;
  }
  const wait = incident.status === "awaiting-approval" ? WHILE_A_PERSON_THINKS_MS : UNTIL_NEXT_BEAT_MS;
  await deps.ledger.schedule(claim, iso(deps.now() + wait));
  return incident;
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
