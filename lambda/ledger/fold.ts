// An incident is the fold over its entries: nothing else says where it stands.
import type { Entry, Incident, IncidentStep } from "../incident.ts";
import type { Alert, Verdict } from "../model.ts";
import { standingAfter } from "../notify/standing.ts";
import { cutoffOfStep, type Step, stepTarget } from "../steps.ts";
import { addVerdict, addWritten, beforeAll, foundToAsk, lastToAsk, startTally, type Tally } from "./tally.ts";

type EntryOf<T extends Entry["type"]> = Extract<Entry, { readonly type: T }>;

/** Undefined where there are no entries. They come in the order of their numbers. */
export function foldEntries(id: string, entries: readonly Entry[]): Incident | undefined {
  const [opening] = entries;
  if (opening?.type !== "opened") return undefined;
  const tally = startTally(opening.alert);
  const start: Incident = {
    id,
    account: opening.alert.account ?? "unknown",
    principal: opening.alert.principal,
    status: "containing",
    proof: "none",
    because: [],
    cutoff: opening.cutoff,
    openedAt: opening.at,
    alerts: tally.alerts,
    verdicts: tally.verdicts,
    failures: {},
    pending: [],
    steps: [],
    news: {},
    entries,
  };
  const incident = entries.slice(1).reduce((before, entry) => applyEntry(before, entry, tally), start);
  return { ...incident, asked: foundToAsk(tally) };
}

type Apply<T extends Entry["type"]> = (incident: Incident, entry: EntryOf<T>, tally: Tally) => Incident;

const APPLY: { readonly [T in Entry["type"]]: Apply<T> } = {
  opened: (incident) => incident,
  alert: (incident, { alert }, { alerts }) => {
    alerts.push(alert);
    return incident;
  },
  verdict: applyVerdict,
  approved: (incident, { by, at }) =>
    isContained(incident)
      ? { ...incident, approved: { by, at } }
      : { ...incident, status: "containing", because: [], approved: { by, at } },
  rejected: (incident, { by, reason }) =>
    isContained(incident) ? incident : { ...incident, status: "refused", because: [`${reason} (${by})`] },
  "identify-later": (incident, { because }) => ({ ...incident, because: [because] }),
  identified: (incident, { incident: other }) => ({
    ...incident,
    status: "refused",
    because: [`Whose credential it is was found: the incident ${other} answers it.`],
  }),
  "step-applied": applyStep,
  "resolve-failed": (incident, entry) => fail(incident, RESOLVE, entry),
  "step-failed": (incident, entry) => fail(told(incident, entry.step), stepTarget(entry.step), entry),
  "fell-back": (incident, { step, instead }) => {
    const now = overcome(told(incident, step), step);
    return { ...now, pending: [...now.pending, { ...step, type: instead } as Step] }; // Each fallback has the step's members.
  },
  widened: (incident) => ({ ...incident, widened: true }),
  traced: (incident, { sessions, walked }) => ({
    ...incident,
    sessions: joined(incident.sessions ?? [], sessions),
    ...(walked ? { walked } : {}),
  }),
  residual: (incident, { residual }) => ({ ...incident, residual }),
  workloads: (incident, { workloads }) => ({ ...incident, workloads }),
  "ways-in": (incident, { ways, gaps, at }) => ({ ...incident, waysIn: { ways, gaps, at } }),
  tamper: (incident, { because }) => ({ ...incident, proof: "none", because: [because] }),
  "tampered-by": (incident, { type: _type, seq: _seq, at: _at, hash: _hash, ...tampering }) => ({
    ...incident,
    tampering: [...(incident.tampering ?? []), tampering],
  }),
  paged: (incident, entry) => ({
    ...fail(incident, stepTarget(entry.step), entry),
    paged: { ...incident.paged, [stepTarget(entry.step)]: entry.until },
  }),
  held: (incident, { because, at }) => ({ ...incident, held: { since: at, because } }),
  moving: (incident, { cutoff, intended = [] }) => ({
    ...incident,
    movedTo: cutoff,
    pending: [...incident.pending, ...intended],
  }),
  released: (incident, { at }) =>
    incident.held ? { ...incident, held: { ...incident.held, releasedAt: at } } : incident,
  proof: (incident, { proof }) => ({ ...incident, proof: proof.level, evidence: proof }),
  "step-undone": (incident, { step }) => markStep(incident, step, "undone"),
  "step-kept": (incident, { step }) => markStep(incident, step, "kept"),
  lifted: (incident, { at, suppressedUntil }) => ({
    ...incident,
    status: "lifted",
    liftedAt: at,
    ...(suppressedUntil === undefined ? {} : { suppressedUntil }),
  }),
  told: (incident) => incident,
};

function applyEntry(incident: Incident, entry: Entry, tally: Tally): Incident {
  const replaced = entry.type === "verdict" ? tally.verdicts[entry.alert] : undefined;
  const after = (APPLY[entry.type] as (incident: Incident, entry: Entry, tally: Tally) => Incident)(
    incident,
    entry,
    tally,
  );
  return { ...after, news: standingAfter(incident, after, { entry, replaced, questions: tally.questions }) };
}

/**
 * One alert that is refused, a sample say, ends no incident that another alert has opened; and what is contained stays so.
 */
function applyVerdict(before: Incident, entry: EntryOf<"verdict">, tally: Tally): Incident {
  const { verdict, principal, plan, at, intended = [] } = entry;
  const incident = { ...before, pending: verdict.type === "contain" ? [...before.pending, ...intended] : [] };
  addVerdict(tally, entry);
  if (incident.status === "lifted" || isContained(incident)) return incident;
  const known = { ...incident, ...(principal ? { principal } : {}), ...(plan ? { plan } : {}) };
  if (tally.contain > 0) {
    return incident.status === "failed" ? known : { ...known, status: "containing", because: [] };
  }
  const asked = lastToAsk(tally);
  if (!asked) return { ...known, status: "refused", because: reasons(verdict) };
  return { ...known, status: "awaiting-approval", because: reasons(asked), askedAt: incident.askedAt ?? at };
}

function isContained({ steps }: Pick<Incident, "steps">): boolean {
  return steps.some(({ status }) => status === "applied");
}

/** What is told of a node later takes the place of what was told before. */
function joined(known: NonNullable<Incident["sessions"]>, told: NonNullable<Incident["sessions"]>) {
  const nodes = new Set(told.map(({ node }) => node));
  return [...known.filter(({ node }) => !nodes.has(node)), ...told];
}

function reasons(verdict: Verdict): readonly string[] {
  return verdict.type === "contain" ? [] : verdict.because;
}

const RESOLVE = "resolve";

/** An incident has failed for as long as anything of it has. */
function fail(
  incident: Incident,
  what: string,
  { error, wayOut }: { readonly error: string; readonly wayOut: string },
): Incident {
  const failures = { ...incident.failures, [what]: [error, wayOut] };
  return { ...incident, status: "failed", failures, because: Object.values(failures).flat() };
}

/** Whether something is on record that went wrong with the step, or with the principal as a whole. */
export function hasFailed({ failures }: Pick<Incident, "failures">, step: Step): boolean {
  return failures[stepTarget(step)] !== undefined || failures[RESOLVE] !== undefined;
}

function withoutFailure({ failures }: Incident, step: Step): Incident["failures"] {
  return without(without(failures, RESOLVE), stepTarget(step));
}

/** What has failed before is done in another way: an incident that nothing else is wrong with is contained. */
function overcome(incident: Incident, step: Step): Incident {
  if (!incident.failures[stepTarget(step)]) return incident;
  const failures = without(incident.failures, stepTarget(step));
  const because = Object.values(failures).flat();
  const isWhole = because.length === 0 && isContained(incident);
  return { ...incident, failures, because, ...(isWhole ? { status: "contained" } : {}) };
}

function applyStep(incident: Incident, { applied, at }: EntryOf<"step-applied">, tally: Tally): Incident {
  const { step, wrote, requestId } = applied;
  addWritten(tally, applied);
  const earlier = incident.steps.find((known) => known.status === "applied" && isSameStep(known.step, step));
  const now: IncidentStep = {
    type: step.type,
    status: "applied",
    ...(earlier && isLater(earlier.step, step) ? { step: earlier.step, wrote: earlier.wrote } : { step, wrote }),
    before: beforeAll(tally, step, earlier ? earlier.before : applied.before),
    appliedAt: at,
    requestIds: [...(earlier?.requestIds ?? []), ...(requestId === undefined ? [] : [requestId])],
  };
  const { plan: _plan, ...rest } = told(incident, step);
  const failures = withoutFailure(incident, step);
  const because = Object.values(failures).flat();
  return {
    ...rest,
    status: because.length === 0 ? "contained" : "failed",
    proof: "in-place", // It was read back.
    failures,
    because,
    ...(rest.paged ? { paged: without(rest.paged, stepTarget(step)) } : {}),
    cutoff: cutoffOfStep(now.step) ?? incident.cutoff,
    containedAt: incident.containedAt ?? at,
    steps: [...incident.steps.filter((known) => !isSameStep(known.step, step)), now],
  };
}

function without<T>(all: Readonly<Record<string, T>>, name: string): Readonly<Record<string, T>> {
  const { [name]: _gone, ...rest } = all;
  return rest;
}

/** The record says what became of the step. */
function told(incident: Incident, step: Step): Incident {
  return { ...incident, pending: incident.pending.filter((pending) => !isSameStep(pending, step)) };
}

function markStep(incident: Incident, step: Step, status: IncidentStep["status"]): Incident {
  return {
    ...incident,
    steps: incident.steps.map((known) => (isSameStep(known.step, step) ? { ...known, status } : known)),
  };
}

/** Two writers may be recorded in another order than they wrote: the cutoff only moves forward. */
function isLater(one: Step, other: Step): boolean {
  return Date.parse(cutoffOfStep(one) ?? "") > Date.parse(cutoffOfStep(other) ?? "");
}

/** The same change of the same thing, whatever its cutoff: a role that was made anew under its name is another thing. */
export function isSameStep(one: Step, other: Step): boolean {
  return stepTarget(one) === stepTarget(other);
}

/** Whether the incident still needs anything: no lifted or refused one does. */
export function isOpen({ status }: Pick<Incident, "status">): boolean {
  return status !== "refused" && status !== "lifted";
}

/** The same for every delivery of the same alert, and another one when the source has seen more. */
export function alertKey({ source, id, lastSeen, accessKeyId, principal }: Alert): string {
  const session = "session" in principal ? principal.session : undefined; // Two actors of one sequence may have no keys.
  return [source, id, lastSeen, accessKeyId ?? session ?? ""].join("|");
}

/** What a false alarm keeps from being acted on again: the same kind of alert about the same principal. */
export function alertKind({ source, type }: Alert): string {
  return `${source}|${type}`;
}
