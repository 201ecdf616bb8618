// An incident is the fold over its entries: nothing else says where it stands.
import type { Alert, Entry, Incident, IncidentStep, Step, Verdict } from "../model.ts";

/** Undefined where there are no entries. They come in the order of their numbers. */
export function foldEntries(id: string, entries: readonly Entry[]): Incident | undefined {
  const [opening] = entries;
  if (opening?.type !== "opened") return undefined;
  const start: Incident = {
    id,
    account: opening.alert.account,
    principal: opening.alert.principal,
    status: "containing",
    proof: "none",
    because: [],
    cutoff: opening.cutoff,
    openedAt: opening.at,
    alerts: [opening.alert],
    verdicts: {},
    steps: [],
    entries,
  };
  return entries.slice(1).reduce(applyEntry, start);
}

function applyEntry(incident: Incident, entry: Entry): Incident {
  switch (entry.type) {
    case "opened":
      return incident;
    case "alert":
      return { ...incident, alerts: [...incident.alerts, entry.alert] };
    case "verdict":
      return applyVerdict(incident, entry);
    case "step-applied":
      return applyStep(incident, entry);
    case "resolve-failed":
    case "step-failed":
      return { ...incident, status: "failed", because: [entry.error, entry.wayOut] };
    case "tamper":
      return { ...incident, proof: "none", because: [entry.because] };
    case "proof":
      return { ...incident, proof: entry.proof.level, evidence: entry.proof };
    case "step-undone":
      return {
        ...incident,
        steps: incident.steps.map((known) =>
          isSameStep(known.step, entry.step) ? { ...known, status: "undone" } : known,
        ),
      };
    case "lifted":
      return { ...incident, status: "lifted", liftedAt: entry.at };
  }
}

/**
 * One alert that is refused, a sample say, ends no incident that another alert has opened; and what is contained stays so.
 */
function applyVerdict(
  incident: Incident,
  { alert, verdict, principal }: Extract<Entry, { type: "verdict" }>,
): Incident {
  const verdicts = { ...incident.verdicts, [alert]: verdict };
  if (incident.status === "lifted") return { ...incident, verdicts };
  const known = { ...incident, verdicts, ...(principal ? { principal } : {}) };
  if (incident.steps.some(({ status }) => status === "applied")) return { ...incident, verdicts };
  const all = Object.values(verdicts);
  if (all.some(({ type }) => type === "contain")) {
    return incident.status === "failed" ? known : { ...known, status: "containing", because: [] };
  }
  const asked = all.findLast(({ type }) => type === "ask");
  return { ...known, status: asked ? "awaiting-approval" : "refused", because: reasons(asked ?? verdict) };
}

function reasons(verdict: Verdict): readonly string[] {
  return verdict.type === "contain" ? [] : verdict.because;
}

function applyStep(incident: Incident, { applied, at }: Extract<Entry, { type: "step-applied" }>): Incident {
  const { step, wrote, requestId } = applied;
  const earlier = incident.steps.find((known) => isSameStep(known.step, step));
  const now: IncidentStep = {
    type: step.type,
    status: "applied",
    ...(earlier && isLater(earlier.step, step) ? { step: earlier.step, wrote: earlier.wrote } : { step, wrote }),
    before: earlier ? earlier.before : applied.before,
    appliedAt: at,
    requestIds: [...(earlier?.requestIds ?? []), ...(requestId === undefined ? [] : [requestId])],
  };
  return {
    ...incident,
    status: "contained",
    proof: "in-place", // It was read back.
    because: [],
    cutoff: now.step.cutoff,
    containedAt: incident.containedAt ?? at,
    steps: [...incident.steps.filter((known) => !isSameStep(known.step, step)), now],
  };
}

/** Two writers may be recorded in another order than they wrote: the cutoff only moves forward. */
function isLater(one: Step, other: Step): boolean {
  return Date.parse(one.cutoff) > Date.parse(other.cutoff);
}

/** The same change of the same thing, whatever its cutoff: a role that was made anew under its name is another thing. */
export function isSameStep(one: Step, other: Step): boolean {
  return one.type === other.type && one.roleId === other.roleId;
}

/** Whether the incident still needs anything: no lifted or refused one does. */
export function isOpen({ status }: Pick<Incident, "status">): boolean {
  return status !== "refused" && status !== "lifted";
}

/** The same for every delivery of the same alert, and another one when the source has seen more. */
export function alertKey({ source, id, lastSeen, accessKeyId }: Alert): string {
  return [source, id, lastSeen, accessKeyId ?? ""].join("|");
}
