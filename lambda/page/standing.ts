// Where an incident stands, as lists sort it and mark it: what needs a person comes first.
import type { Row } from "../answers.ts";
import { type Standing, type Urgent, urgencyOf, urgentStates } from "../ledger/urgency.ts";

/** The most urgent first, and of those that are alike the latest; what is alike in both stays in its order. */
export function byUrgency<I extends Standing & Pick<Row, "openedAt">>(incidents: readonly I[]): readonly I[] {
  return incidents
    .map((incident) => ({ incident, urgency: urgencyOf(incident), openedAt: incident.openedAt }))
    .toSorted((one, other) => one.urgency - other.urgency || order(other.openedAt, one.openedAt))
    .map(({ incident }) => incident);
}

function order(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

export type Mark = { readonly sign: string; readonly words: string; readonly tone: Tone };
export type Tone = "danger" | "warning" | "busy" | "good" | "ended";

/** The state in a word or two: a sign and words, so that nothing hangs on a colour. */
export function marksOf(standing: Standing): readonly Mark[] {
  const { status, proof } = standing;
  const urgent = urgentStates(standing).map((state) => URGENT_MARKS[state]);
  const usual = status === "contained" ? CONTAINED[proof] : USUAL[status];
  return usual === undefined ? urgent : [...urgent, usual];
}

const URGENT_MARKS: Readonly<Record<Urgent, Mark>> = {
  leaking: { sign: "▲", words: "leaking", tone: "danger" },
  "awaiting-approval": { sign: "?", words: "awaits approval", tone: "warning" },
  failed: { sign: "✕", words: "failed", tone: "danger" },
  unproven: { sign: "!", words: "unproven", tone: "warning" },
};

/** Nothing where the proof says something urgent. */
const CONTAINED: { readonly [P in Standing["proof"]]?: Mark } = {
  none: { sign: "…", words: "being put back", tone: "warning" },
  "in-place": { sign: "●", words: "contained, in place", tone: "busy" },
  effective: { sign: "●", words: "contained, effective", tone: "busy" },
  proven: { sign: "✓", words: "contained, proven", tone: "good" },
};

const USUAL: { readonly [S in Standing["status"]]?: Mark } = {
  containing: { sign: "…", words: "being contained", tone: "busy" },
  lifted: { sign: "○", words: "lifted", tone: "ended" },
  refused: { sign: "–", words: "refused", tone: "ended" },
};
