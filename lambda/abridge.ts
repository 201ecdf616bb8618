// A long incident as far as a page shows it: where it stands, its beginning, what changed it, what is new. Pure.
import { isFound } from "./asking-alerts.ts";
import type { Entry, Incident, IncidentStep } from "./incident.ts";
import { alertKey } from "./ledger/fold.ts";
import type { Alert } from "./model.ts";
import { cutoffOfStep, stepTarget } from "./steps.ts";

/** Of the beginning; what is new is as much as whoever reads the record backwards gets at once. */
const FIRST = 20;
export const LATEST = 25;
const LATEST_ALERTS = 5;
export const LATEST_REQUESTS = 5;

/**
 * The same incident without most of its alerts, entries and request ids. All that is derived of it comes out as of the
 * whole: its sessions and since when each is denied, whom a person is asked about, what is left.
 */
export function abridge(incident: Incident): Incident {
  const alerts = someAlerts(incident);
  const keys = new Set(alerts.map(alertKey));
  const verdicts = Object.fromEntries(Object.entries(incident.verdicts).filter(([key]) => keys.has(key)));
  const steps = incident.steps.map(withSomeRequests);
  return { ...incident, alerts, verdicts, steps, entries: someEntries(incident).map(inOneLine) };
}

/** As much of an entry as its line in the record and its place on the timeline say: without the texts of policies. */
export function inOneLine(entry: Entry): Entry {
  if (entry.type === "step-applied") return { ...entry, applied: { ...entry.applied, before: null, wrote: "" } };
  if (entry.type !== "opened" && entry.type !== "alert") return entry;
  const { finding: _finding, sentFrom: _from, firstSeen: _seen, group: _group, note: _note, ...alert } = entry.alert;
  return { ...entry, alert };
}

/** What is put back each minute is written a thousand times. */
function withSomeRequests(step: IncidentStep): IncidentStep {
  const { requestIds } = step;
  if (requestIds.length <= LATEST_REQUESTS) return step;
  return { ...step, requestIds: requestIds.slice(-LATEST_REQUESTS), requests: requestIds.length };
}

/** The opening one and the latest; of each key, and of each other thing that was found, the first; and those that ask. */
function someAlerts({ alerts, verdicts }: Incident): readonly Alert[] {
  const known = new Set<string>();
  return alerts.filter((alert, index) => {
    const key = nameOf(alert);
    const isNew = !known.has(key);
    known.add(key);
    const isAsked = isFound(alert) && verdicts[alertKey(alert)]?.type === "ask";
    return isNew || isAsked || index >= alerts.length - LATEST_ALERTS;
  });
}

function nameOf(alert: Alert): string {
  const { accessKeyId, id, source } = alert;
  return isFound(alert) ? `${source} ${accessKeyId ?? id}` : `leaked ${accessKeyId ?? ""}`;
}

function someEntries({ entries, asked = [] }: Incident): readonly Entry[] {
  const kept = new Set([...entries.slice(0, FIRST), ...entries.slice(-LATEST)]);
  for (const entry of turns(entries)) kept.add(entry);
  const open = new Set(asked);
  for (const entry of lastOf(entries, questionOf(open))) kept.add(entry);
  // What was found undone and is drawn is drawn until it was put back: no gap is longer than it was.
  const undone = new Set<string>();
  for (const entry of entries) {
    if (entry.type === "tamper" && kept.has(entry)) undone.add(stepTarget(entry.step));
    if (entry.type === "step-applied" && undone.delete(stepTarget(entry.applied.step))) kept.add(entry);
  }
  return entries.filter((entry) => kept.has(entry));
}

/** The entries after which something is otherwise, each deny with its cutoff among them: once, however often it was put back. */
function turns(entries: readonly Entry[]): readonly Entry[] {
  const denied = new Set<string>();
  let level = "";
  return entries.filter((entry) => {
    if (entry.type === "step-applied") {
      const { step } = entry.applied;
      const deny = `${stepTarget(step)}|${cutoffOfStep(step) ?? ""}`;
      return !denied.has(deny) && denied.add(deny);
    }
    if (entry.type === "proof") {
      const isOther = level !== entry.proof.level;
      level = entry.proof.level;
      return isOther;
    }
    return TURNS.has(entry.type);
  });
}

const TURNS: ReadonlySet<Entry["type"]> = new Set([
  "approved",
  "rejected",
  "identified",
  "fell-back",
  "widened",
  "held",
  "released",
  "step-undone",
  "step-kept",
  "lifted",
]);

/** The last of those that have the same name; what has none is left out. */
function lastOf(entries: readonly Entry[], nameOf: (entry: Entry) => string | undefined): Iterable<Entry> {
  const last = new Map<string, Entry>();
  for (const entry of entries) {
    const name = nameOf(entry);
    if (name !== undefined) last.set(name, entry);
  }
  return last.values();
}

/** The verdict that asks has the plan of a yes in it; what was said of a deny last tells whether it stands. */
function questionOf(open: ReadonlySet<string>) {
  return (entry: Entry): string | undefined => {
    if (entry.type === "verdict") return open.has(entry.alert) ? entry.alert : undefined;
    if (entry.type === "tamper") return stepTarget(entry.step);
    return entry.type === "step-applied" ? stepTarget(entry.applied.step) : undefined;
  };
}
