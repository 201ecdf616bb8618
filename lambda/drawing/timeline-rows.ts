// What happened, row by row in the order of time: the timeline for whoever reads instead of looking.
import type { Presented } from "../answers.ts";
import { isFound } from "../asking-alerts.ts";
import type { Entry } from "../incident.ts";
import { durationWords } from "../words/duration-words.ts";
import { entryWords } from "../words/entry-words.ts";
import { who } from "../words/whose.ts";

export type TimelineLane = "alert" | "session" | "deny" | "tamper" | "proof" | "decision" | "search" | "lift";

export type TimelineRow = {
  readonly at: string;
  /** From when the incident was opened, in words. */
  readonly after: string;
  readonly lane: TimelineLane;
  /** A sentence; names in it may be others' words. */
  readonly what: string;
};

/** Of entries that say the same again and again, the first and how often. */
export function timelineRows(incident: Presented): readonly TimelineRow[] {
  const { openedAt } = incident;
  const opening = Date.parse(openedAt);
  return [...seen(incident), ...opened(incident), ...entries(incident)]
    .map((told) => ({ told, after: Date.parse(told.at) - opening }))
    .toSorted((one, other) => one.after - other.after)
    .map(({ told: { at, lane, what }, after }) => ({ at, after: afterWords(after), lane, what }));
}

type Told = Omit<TimelineRow, "after">;

function afterWords(after: number): string {
  if (Math.abs(after) < 1_000) return "at the alert";
  return `${after < 0 ? "−" : "+"}${durationWords(Math.abs(after))}`;
}

function seen({ alerts, openedAt }: Presented): readonly Told[] {
  return alerts.flatMap((alert): readonly Told[] => {
    if (isFound(alert) || alert.source === "request" || alert.lastSeen >= openedAt) return [];
    return [{ at: alert.lastSeen, lane: "alert", what: "The misuse that the alert is about was seen last." }];
  });
}

/** When it was issued; of what is not issued, when the call was that made it. */
function opened({ id, sessions, alerts }: Presented): readonly Told[] {
  return sessions.flatMap((session): readonly Told[] => {
    if (!("node" in session)) return [];
    const at = session.issuedAt ?? alerts.find((alert) => alert.id === `${id}/${session.node}`)?.lastSeen;
    if (at === undefined) return [];
    const key = session.accessKeyId === undefined ? "" : ` (${session.accessKeyId})`;
    const sure = session.how === "likely" ? "Likely the intruder's: " : "Opened with a credential of the incident: ";
    return [{ at, lane: "session", what: `${sure}${who(session.principal)}${key}.` }];
  });
}

function entries({ entries: all }: Presented): readonly Told[] {
  const rows: { readonly entry: Entry; readonly told: Told; times: number }[] = [];
  for (const entry of all) {
    const lane = LANES[entry.type];
    if (lane === undefined || isToldElsewhere(entry)) continue;
    const last = rows.findLast(({ told }) => told.lane === lane || told.lane === "tamper");
    if (last && saysTheSame(last.entry, entry)) last.times++;
    else rows.push({ entry, told: { at: entry.at, lane, what: entryWords(entry) }, times: 1 });
  }
  return rows.map(({ told, times }) =>
    times === 1 ? told : { ...told, what: `${told.what} And ${times - 1} more time${times === 2 ? "" : "s"}.` },
  );
}

/** What the trace has found is told when it was opened, and when it was denied. */
function isToldElsewhere(entry: Entry): boolean {
  if (entry.type === "alert") return isFound(entry.alert);
  return entry.type === "verdict" && entry.verdict.type === "contain";
}

/** Cutoffs that move each minute, and a proof that comes to the same. */
function saysTheSame(one: Entry, other: Entry): boolean {
  if (one.type === "proof" && other.type === "proof") return one.proof.level === other.proof.level;
  return one.type === "moving" && other.type === "moving";
}

/** What is not named is no event in time: it is read elsewhere. */
const LANES: { readonly [T in Entry["type"]]?: TimelineLane } = {
  opened: "alert",
  alert: "alert",
  verdict: "decision",
  approved: "decision",
  rejected: "decision",
  "identify-later": "search",
  identified: "search",
  "step-applied": "deny",
  "resolve-failed": "search",
  "step-failed": "deny",
  "fell-back": "deny",
  widened: "deny",
  tamper: "tamper",
  "tampered-by": "tamper",
  paged: "tamper",
  held: "deny",
  moving: "deny",
  released: "deny",
  proof: "proof",
  "step-undone": "lift",
  "step-kept": "lift",
  lifted: "lift",
};
