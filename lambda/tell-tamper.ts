// Who undid a step: on record with what they used, and their own session joins the incident.
import { containEach } from "./contain-found.ts";
import type { Deps } from "./deps.ts";
import type { EntryBody, Incident, Tampering } from "./incident.ts";
import { alertKey, isSameStep } from "./ledger/fold.ts";
import type { Claim } from "./ledger/ledger.ts";
import type { Alert, Time } from "./model.ts";
import { isOwnCall } from "./own-call.ts";
import { type Step, stepTarget } from "./steps.ts";
import { touches } from "./tamper/tampering.ts";
import { toolOf } from "./tamper/tools.ts";
import { nameOf, namesOf } from "./tamper/user-names.ts";
import { type Changes, changesOf } from "./trace/changes-of.ts";
import type { RecordedCall } from "./trace/graph.ts";
import { signerOf } from "./trace/identity.ts";
import { suspectOf } from "./trace/suspect-of.ts";

/** Between the call and our seeing what it did: a heartbeat, and clocks that differ. */
const SEEN_WITHIN_MS = 10 * 60_000;
const CLOCKS_MS = 5_000;
/** The trail is not asked for longer. */
const SOUGHT_MS = 2 * 60 * 60_000;
/** As long as people are not told of the next tamper: notify/news.ts. */
const ASKED_AGAIN_MS = 60 * 60_000;

type Tamper = { readonly at: Time; readonly step: Step };

/**
 * `mayAsk`: the trail may be asked too, for what EventBridge has not brought. Safe to repeat: what is known of a tamper is not
 * looked for again.
 */
export async function tellTamper(deps: Deps, claim: Claim, incident: Incident, mayAsk: boolean): Promise<Incident> {
  const open = unexplained(incident).filter(({ at }) => deps.now() - Date.parse(at) < SOUGHT_MS);
  if (open.length === 0) return escalate(deps, claim, incident);
  const since = iso(Math.min(...open.map(({ at }) => Date.parse(at))) - SEEN_WITHIN_MS);
  const isUsers = open.some(({ step }) => "userName" in step);
  const heard = await deps.ledger.readHeard(incident.id, isUsers ? incident.openedAt : since);
  const read = mayAsk ? await readChanges(deps, incident, open, since) : new Map<string, Changes>();
  const trail = [...read.values()].flatMap(({ calls }) => calls);
  const calls = [...heard, ...trail].filter((call) => !isOwnCall(call, deps.config));
  const found = open.flatMap((tamper) => {
    const names = namesOf(tamper.step, calls, read.get(whoseOf(tamper.step))?.names);
    return explain(incident, tamper, calls, names);
  });
  for (const { by, step, tool } of found)
    deps.log.error({ incident: incident.id, step, by, tool: tool?.name }, "a step was undone by somebody");
  if (found.length === 0) return escalate(deps, claim, incident);
  const told = await deps.ledger.append(claim, iso(deps.now()), (now) =>
    found.filter(
      ({ event, target }) => !now.tampering?.some((known) => known.event === event && known.target === target),
    ),
  );
  return escalate(deps, claim, told);
}

/** Tampers that nobody has been found for: each is explained by one call, and each call explains one. */
function unexplained({ entries, tampering = [] }: Incident): readonly Tamper[] {
  const tampers = entries.flatMap((entry, index) => {
    const isNew = entry.type === "tamper" && !isStillOut(entries.slice(0, index), entry.step);
    return isNew ? [{ at: entry.at, step: entry.step }] : [];
  });
  const left = new Set(tampering);
  return tampers.filter(({ at, step }) => {
    const by = [...left].find((one) => one.target === stepTarget(step) && isAbout(one.calledAt, at));
    return !(by && left.delete(by));
  });
}

/** Not put back since it was undone: that it is seen again is no new call. */
function isStillOut(before: Incident["entries"], step: Step): boolean {
  const last = before.findLast((entry) => {
    if (entry.type === "tamper") return isSameStep(entry.step, step);
    return entry.type === "step-applied" && isSameStep(entry.applied.step, step);
  });
  return last?.type === "tamper";
}

/** The call came before we saw what it had done, and not long before. */
function isAbout(called: Time, seen: Time): boolean {
  const gap = Date.parse(seen) - Date.parse(called);
  return gap >= -CLOCKS_MS && gap <= SEEN_WITHIN_MS;
}

function explain(
  incident: Incident,
  { at, step }: Tamper,
  calls: readonly RecordedCall[],
  names: readonly string[],
): readonly Extract<EntryBody, { readonly type: "tampered-by" }>[] {
  const opened = Date.parse(incident.openedAt) - CLOCKS_MS; // Before that there was nothing to undo.
  const call = calls
    .filter((one) => Date.parse(one.at) >= opened && isAbout(one.at, at) && touches(step, one, names))
    .filter((one) => !isKnown(incident, step, one.eventId))
    .toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at))
    .at(-1);
  if (!call) return [];
  return [{ type: "tampered-by", ...tamperingOf(incident, step, call) }];
}

function isKnown({ tampering = [] }: Pick<Incident, "tampering">, step: Step, eventId: string): boolean {
  return tampering.some(({ event, target }) => event === eventId && target === stepTarget(step));
}

function tamperingOf(incident: Incident, step: Step, call: RecordedCall): Tampering {
  const { accessKeyId, sourceIp, userAgent } = call;
  const signer = signerOf(call);
  const suspect = signer && suspectOf(signer);
  const tool = toolOf(call);
  return {
    step: step.type,
    target: stepTarget(step),
    event: call.eventId,
    calledAt: call.at,
    call: `${call.source.replace(/\.amazonaws\.com$/, "")}:${call.name}`,
    account: signer?.account ?? call.account,
    region: call.region,
    by: call.caller ?? "somebody whom the record does not name",
    who: isOfIncident(incident, call) ? "intruder" : tool ? "tool" : "other",
    ...(accessKeyId === undefined ? {} : { accessKeyId }),
    ...(call.identity?.issuedAt === undefined ? {} : { issuedAt: call.identity.issuedAt }),
    ...(sourceIp === undefined ? {} : { sourceIp: sourceIp.slice(0, 64) }),
    ...(userAgent === undefined ? {} : { userAgent: userAgent.slice(0, 200) }),
    ...(tool ? { tool } : {}),
    ...(suspect ? { principal: suspect } : {}),
  };
}

function isOfIncident({ alerts, sessions = [] }: Incident, { accessKeyId }: RecordedCall): boolean {
  if (accessKeyId === undefined) return false;
  const isNamed = alerts.some((alert) => alert.source !== "tamper" && alert.accessKeyId === accessKeyId);
  return isNamed || sessions.some((session) => session.how !== "likely" && session.accessKeyId === accessKeyId);
}

/** By whose steps they are. On the trail of the step's own account, where IAM's and Organizations' events are. */
async function readChanges(
  deps: Deps,
  { openedAt }: Incident,
  tampers: readonly Tamper[],
  since: Time,
): Promise<ReadonlyMap<string, Changes>> {
  const to = iso(deps.now());
  const steps = new Map(tampers.flatMap(({ step }) => (nameOf(step) === undefined ? [] : [[whoseOf(step), step]])));
  const readings = await Promise.all(
    [...steps].map(async ([whose, step]) => {
      const aws = await deps.places.aws(step.account);
      if (!aws) return [];
      const from = "userName" in step ? openedAt : since; // The user may have been renamed long before.
      return [[whose, await changesOf(aws, step, { from, to }, deps)] as const];
    }),
  ).catch((error: unknown) => {
    deps.log.warn({ err: error }, "who undid a step could not be looked up; it is tried again");
    return [];
  });
  return new Map(readings.flat());
}

function whoseOf(step: Step): string {
  return `${step.account} ${nameOf(step) ?? stepTarget(step)}`;
}

/** The changer's own session, and no more of a role than that: whoever else works in it has undone nothing. */
function escalate(deps: Deps, claim: Claim, incident: Incident): Promise<Incident> {
  const { tampering = [] } = incident;
  const alerts = tampering.filter((one) => !isAgain(one, tampering)).flatMap((one) => alertOf(incident, one) ?? []);
  const open = alerts.filter((alert) => incident.verdicts[alertKey(alert)] === undefined);
  const once = new Map(open.map((alert) => [alertKey(alert), alert])); // One call may have undone two steps.
  return containEach(deps, claim, incident, [...once.values()]);
}

/** People are not asked about the same session again within the hour. */
function isAgain(one: Tampering, tampering: readonly Tampering[]): boolean {
  const before = tampering.slice(0, tampering.indexOf(one));
  return before.some((other) => {
    const isOfOne = other.by === one.by && other.accessKeyId === one.accessKeyId && other.issuedAt === one.issuedAt;
    return isOfOne && Date.parse(one.calledAt) - Date.parse(other.calledAt) < ASKED_AGAIN_MS;
  });
}

/** Whoever is of the incident already is contained as such. */
function alertOf(incident: Incident, one: Tampering): Alert | undefined {
  const { principal, account, who, accessKeyId, issuedAt } = one;
  if (who === "intruder" || !principal) return undefined;
  const tool = one.tool ? `, or somebody who calls himself ${one.tool.name}` : "";
  return {
    source: "tamper",
    id: `${incident.id}/${one.event}`.slice(0, 500),
    type: "Undid A Step",
    title: `${one.by}${tool} has undone ${one.step} of this incident by ${one.call}`.slice(0, 500),
    account,
    region: one.region,
    ...(accessKeyId === undefined ? {} : { accessKeyId }),
    principal,
    sample: false,
    lastSeen: one.calledAt,
    ...(issuedAt === undefined ? {} : { issuedAt }),
    scope: "session",
  };
}

function iso(ms: number): Time {
  return new Date(ms).toISOString();
}
