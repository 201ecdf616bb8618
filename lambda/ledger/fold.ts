// An incident is the fold over its entries: nothing else says where it stands.
import type { Alert, Entry, Incident, IncidentStep } from "../model.ts";

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
    case "step-failed":
      return { ...incident, status: "failed", because: [entry.error, entry.wayOut] };
    case "tamper":
      return { ...incident, proof: "none", because: [entry.because] };
    case "proof":
      return { ...incident, proof: entry.proof.level, evidence: entry.proof };
    case "step-undone":
      return {
        ...incident,
        steps: incident.steps.map((step) => (step.type === entry.step.type ? { ...step, status: "undone" } : step)),
      };
    case "lifted":
      return { ...incident, status: "lifted", liftedAt: entry.at };
  }
}

/** What is contained stays so: a later alert that is refused, a sample say, closes nobody's incident. */
function applyVerdict(incident: Incident, { verdict, principal }: Extract<Entry, { type: "verdict" }>): Incident {
  if (incident.steps.some(({ status }) => status === "applied")) return incident;
  const known = principal ? { ...incident, principal } : incident;
  switch (verdict.type) {
    case "contain":
      return { ...known, status: "containing", because: [] };
    case "ask":
      return { ...known, status: "awaiting-approval", because: verdict.because };
    case "refuse":
      return { ...known, status: "refused", because: verdict.because };
  }
}

function applyStep(incident: Incident, { applied, at }: Extract<Entry, { type: "step-applied" }>): Incident {
  const { step, wrote, requestId } = applied;
  const earlier = incident.steps.find(({ type }) => type === step.type);
  const now: IncidentStep = {
    type: step.type,
    status: "applied",
    step,
    before: earlier ? earlier.before : applied.before,
    wrote,
    appliedAt: at,
    requestIds: [...(earlier?.requestIds ?? []), ...(requestId === undefined ? [] : [requestId])],
  };
  return {
    ...incident,
    status: "contained",
    proof: "in-place", // It was read back.
    because: [],
    cutoff: step.cutoff,
    containedAt: incident.containedAt ?? at,
    steps: [...incident.steps.filter(({ type }) => type !== step.type), now],
  };
}

/** Whether the incident still needs anything: no lifted or refused one does. */
export function isOpen({ status }: Pick<Incident, "status">): boolean {
  return status !== "refused" && status !== "lifted";
}

/** The same for every delivery of the same alert, and another one when the source has seen more. */
export function alertKey({ source, id, lastSeen, accessKeyId }: Alert): string {
  return [source, id, lastSeen, accessKeyId ?? ""].join("|");
}
