// What a timeline shows of an incident: marks, bars and bands, each in its lane, with what it is in words.
import type { Presented } from "../answers.ts";
import { isFound } from "../asking-alerts.ts";
import type { ProofLevel } from "../evidence.ts";
import type { Entry } from "../incident.ts";
import { stepTarget } from "../steps.ts";
import { SOURCE_WORDS } from "../words/source-words.ts";
import type { Bar } from "./bar.ts";
import { denyBars } from "./deny-bars.ts";
import { sessionBars } from "./session-bars.ts";

/** Times in milliseconds. */
export type Mark = {
  readonly at: number;
  readonly kind: "seen" | "alert" | "asked" | "approved" | "rejected" | "lifted" | "failed" | "widened";
  readonly label: string;
};

export type Band = { readonly from: number; readonly to: number; readonly level: ProofLevel };

export type TimelineData = {
  readonly openedAt: number;
  /** The end: the lift, or now. */
  readonly end: number;
  readonly isOpen: boolean;
  readonly alerts: readonly Mark[];
  readonly sessions: readonly Bar[];
  readonly denies: readonly Bar[];
  /** Cutoffs: what was issued before one is denied. */
  readonly cutoffs: readonly number[];
  readonly held: readonly Bar[];
  readonly proof: readonly Band[];
  readonly decisions: readonly Mark[];
};

/** `now` in milliseconds. */
export function timelineData(incident: Presented, now: number): TimelineData {
  const { entries, liftedAt, openedAt, alerts } = incident;
  const isOpen = liftedAt === undefined && incident.status !== "refused";
  const last = ms(entries.at(-1)?.at ?? openedAt);
  const end = liftedAt === undefined ? (isOpen ? Math.max(now, last) : last) : Math.max(ms(liftedAt), last);
  return {
    openedAt: ms(openedAt),
    end,
    isOpen,
    alerts: [...alerts.flatMap(seenMark), ...entries.flatMap(alertMark)].filter(isTimed),
    sessions: sessionBars(incident, now, end),
    denies: denyBars(incident, end),
    cutoffs: cutoffsOf(entries),
    held: heldBars(entries, end),
    proof: bands(entries, end),
    decisions: entries.flatMap(decisionMark),
  };
}

function ms(at: string): number {
  return Date.parse(at);
}

function isTimed({ at }: Mark): boolean {
  return Number.isFinite(at);
}

function seenMark(alert: Presented["alerts"][number]): readonly Mark[] {
  if (isFound(alert) || alert.source === "request") return [];
  return [{ at: ms(alert.lastSeen), kind: "seen", label: "misuse seen" }];
}

function alertMark(entry: Entry): readonly Mark[] {
  if (entry.type !== "opened" && entry.type !== "alert") return [];
  if (isFound(entry.alert)) return [];
  return [{ at: ms(entry.at), kind: "alert", label: SOURCE_WORDS[entry.alert.source] }];
}

function decisionMark(entry: Entry): readonly Mark[] {
  const mark = (kind: Mark["kind"], label: string) => [{ at: ms(entry.at), kind, label }];
  switch (entry.type) {
    case "verdict":
      return entry.verdict.type === "ask" ? mark("asked", "a person is asked") : [];
    case "approved":
      return mark("approved", "approved");
    case "rejected":
      return mark("rejected", "rejected");
    case "widened":
      return mark("widened", "widened to the role");
    case "step-failed":
    case "resolve-failed":
    case "paged":
      return mark("failed", entry.type === "paged" ? "a person is called" : "failed");
    case "lifted":
      return mark("lifted", "lifted");
    default:
      return [];
  }
}

function cutoffsOf(entries: readonly Entry[]): readonly number[] {
  const cutoffs = entries.flatMap((entry) =>
    entry.type === "step-applied" && "cutoff" in entry.applied.step ? [ms(entry.applied.step.cutoff)] : [],
  );
  return [...new Set(cutoffs)].sort((one, other) => one - other);
}

function heldBars(entries: readonly Entry[], end: number): readonly Bar[] {
  return entries.flatMap((entry, index): readonly Bar[] => {
    if (entry.type !== "held") return [];
    const over = entries.slice(index).find(({ type }) => type === "released" || type === "lifted");
    const name = "nobody works in them";
    return [
      {
        name,
        kind: "held",
        from: ms(entry.at),
        to: over ? ms(over.at) : end,
        gaps: [],
        ending: over ? "lifted" : "goes-on",
      },
    ];
  });
}

/** A level holds until the next is found; a step that is taken is in place, and one that was undone is nothing. */
function bands(entries: readonly Entry[], end: number): readonly Band[] {
  const changes: { readonly at: number; readonly level: ProofLevel }[] = [];
  const undone = new Set<string>();
  for (const entry of entries) {
    const level = levelAfter(entry, undone);
    if (level !== undefined && level !== changes.at(-1)?.level) changes.push({ at: ms(entry.at), level });
  }
  return changes
    .map(({ at, level }, index) => ({ from: at, to: changes[index + 1]?.at ?? end, level }))
    .filter(({ from, to, level }) => to > from && level !== "none");
}

function levelAfter(entry: Entry, undone: Set<string>): ProofLevel | undefined {
  switch (entry.type) {
    case "step-applied":
      undone.delete(stepTarget(entry.applied.step));
      return "in-place";
    case "tamper":
      undone.add(stepTarget(entry.step));
      return "none";
    case "proof":
      return entry.proof.level;
    case "lifted":
      return "none";
    default:
      return undefined;
  }
}
