// ★ And here: what should hold against what holds. Safe at any moment, any number of times, after any crash.
import { asApproved, decideForNobody } from "./approval.ts";
import { askingAlerts, isFound } from "./asking-alerts.ts";
import { containFound } from "./contain-found.ts";
import type { Deps } from "./deps.ts";
import type { Proof } from "./evidence.ts";
import { followHeardSince, followTrace } from "./follow-trace.ts";
import { answerFound } from "./found-questions.ts";
import { gatherEvidence, isTimeToRead } from "./gather-evidence.ts";
import { hold, isPaged } from "./hold.ts";
import { holdRoles } from "./hold-roles.ts";
import { type Incident, inForce } from "./incident.ts";
import { alertKey, isOpen } from "./ledger/fold.ts";
import type { Claim } from "./ledger/ledger.ts";
import { isInert, liftInert } from "./lift.ts";
import type { Alert } from "./model.ts";
import { prove } from "./prove.ts";
import { respondTo } from "./respond.ts";
import { settleSome } from "./settle-some.ts";
import { type Step, stepTarget } from "./steps.ts";
import { tellTamper } from "./tell-tamper.ts";
import { tellWaysIn } from "./tell-ways-in.ts";
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
  const incident = !known || isUnfinished(deps, known) ? await answerAgain(deps, claim, known) : known;
  if (incident.status === "awaiting-approval") return plan(deps, claim, await decideForNobody(deps, claim, incident));
  if (inForce(incident).length === 0) return plan(deps, claim, incident);

  const isOver = isInert(deps, incident);
  const held = isOver ? incident : await hold(deps, claim, incident);
  const traced = isOver ? held : await trace(deps, claim, held);
  const answered = await answerFound(deps, claim, traced);
  const kept = isOver ? answered : await holdRoles(deps, claim, answered);
  const proven = kept.status === "contained" ? await collectProof(deps, claim, kept) : kept;
  const widened = await widenIfLeaking(deps, claim, proven);
  const told = await tellWaysIn(deps, claim, await tellWorkloads(deps, claim, widened));
  const done = isInert(deps, told) ? await liftInert(deps, claim, told) : told;
  return plan(deps, claim, done);
}

/** A crash after the claim or amid the record, or a step that failed: the alert is answered again. */
function isUnfinished({ now }: Deps, incident: Incident): boolean {
  const { status, pending, steps, failures } = incident;
  const paged = steps.filter(({ step }) => isPaged(incident, step, now())).map(({ step }) => stepTarget(step));
  const hasFailed = status === "failed" && !Object.keys(failures).every((what) => paged.includes(what));
  return status === "containing" || hasFailed || (status === "contained" && pending.length > 0);
}

/** Where the alert was about a bare key, whoever is found behind it has an incident of his own: this one ends with its name. */
async function answerAgain(deps: Deps, claim: Claim, known: Incident | undefined): Promise<Incident> {
  const alert = alertToAnswer(known) ?? claim.openingAlert;
  const approved = known?.approved;
  const widened = known?.widened;
  const since = claim.openedAt;
  const alerts = known ? askingAlerts(known) : [];
  const answered = { since, alerts, ...(approved ? { approved } : {}), ...(widened ? { widened } : {}) };
  const incident = await respondTo(deps, known && approved ? asApproved(alert, known) : alert, answered);
  if (incident.id === claim.incidentId) return retryTraced(deps, claim, incident);
  const { id, principal } = incident;
  const suspect = incident.alerts[0]?.principal ?? alert.principal;
  deps.log.info({ incident: claim.incidentId, principal, answeredBy: id }, "identified");
  return deps.ledger.append(claim, iso(deps.now()), (now) =>
    isOpen(now) ? [{ type: "identified", principal: suspect, incident: id }] : [],
  );
}

/** The last alert of a source that was not refused: a sample that came in between asks for nothing. */
function alertToAnswer(incident: Incident | undefined): Alert | undefined {
  return incident && askingAlerts(incident).at(-1);
}

/** Whom the trace has found, and who could not be contained, or nobody knows whether they were. */
async function retryTraced(deps: Deps, claim: Claim, incident: Incident): Promise<Incident> {
  let now = incident;
  for (const alert of incident.alerts) {
    const isDecided = isFound(alert) && incident.verdicts[alertKey(alert)]?.type === "contain";
    // What was asked about has been answered: the guardrails would ask again.
    const answer = incident.approved ?? { by: "the verdict that is on record", at: incident.openedAt };
    if (isDecided && isUnfinished(deps, now)) now = await containFound(deps, claim, now, alert, answer);
  }
  return now;
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
  const alert = alertToAnswer(incident);
  if (incident.proof !== "leaking" || onlySession(stepsOnRole(incident)) === undefined || !alert) return incident;
  const because = "Calls of the leaked session got through the deny that is on it alone.";
  await deps.ledger.append(claim, iso(deps.now()), (now) => (now.widened ? [] : [{ type: "widened", because }]));
  return respondTo(deps, alert, { ...(incident.approved ? { approved: incident.approved } : {}), widened: true });
}

type OnRole = Extract<Step, { readonly roleId: string }>;

/** What is in force on the role that the incident is about, and not on others that the trace has found. */
function stepsOnRole(incident: Incident): readonly OnRole[] {
  const { principal } = incident;
  return inForce(incident).flatMap(({ step }) =>
    "roleId" in step && "id" in principal && step.roleId === principal.id ? [step] : [],
  );
}

/** The one session that is denied; undefined where it is more. */
function onlySession(steps: readonly OnRole[]): string | undefined {
  const sessions = new Set(steps.map((step) => ("session" in step ? step.session : undefined)));
  return sessions.size === 1 ? [...sessions][0] : undefined;
}

/** Once the deny stands: who else holds credentials of the role that have just died, and how they get new ones. */
async function tellWorkloads(deps: Deps, claim: Claim, incident: Incident): Promise<Incident> {
  const steps = stepsOnRole(incident);
  const [first] = steps;
  if (incident.status !== "contained" || !first) return incident;
  const only = onlySession(steps);
  if (areTold(incident, only)) return incident;
  const aws = await deps.places.aws(first.account);
  if (!aws) return incident;
  const found = await findWorkloads(aws, { name: first.roleName, arn: first.roleArn }, only).catch((error: Error) => ({
    workloads: [],
    gaps: [`Instances and functions could not be listed: ${error.message}`],
  }));
  const told = { type: "workloads", ...found, ...(only === undefined ? {} : { session: only }) } as const;
  return deps.ledger.append(claim, iso(deps.now()), (now) => (areTold(now, only) ? [] : [told]));
}

/** A deny that has become wider since concerns more of them. */
function areTold({ entries }: Incident, only: string | undefined): boolean {
  const told = entries.findLast((entry) => entry.type === "workloads");
  return told !== undefined && (told.session === undefined || told.session === only);
}

/** Less than the heartbeat's minute, so that each beat finds what is open due: that bounds how long a step stays undone. */
const UNTIL_NEXT_BEAT_MS = 45_000;
const WHILE_A_PERSON_THINKS_MS = 60 * 60_000;

async function plan(deps: Deps, claim: Claim, incident: Incident): Promise<Incident> {
  if (!isOpen(incident)) await deps.ledger.follow(claim, incident, iso(deps.now()));
  else if (incident.status === "awaiting-approval") {
    const end = Date.parse(incident.askedAt ?? incident.openedAt) + deps.config.approval.withinSeconds * 1000;
    await deps.ledger.schedule(claim, iso(Math.min(deps.now() + WHILE_A_PERSON_THINKS_MS, end)));
  }
  return incident;
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
