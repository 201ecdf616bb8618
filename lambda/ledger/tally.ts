// What the alerts of an incident ask for, and what its denies were written over, kept as its entries are folded.
//
// It is added to in place: whoever may send alerts may send thousands about one principal, and a copy for each of them makes
// millions of a fold.
import type { Alert, Verdict } from "../model.ts";
import { isAboutFound } from "../notify/standing.ts";
import { type AppliedStep, cutoffOfStep, type Step, stepTarget } from "../steps.ts";

export type Tally = {
  readonly alerts: Alert[];
  /** The last one about each alert, by the alert's key. */
  readonly verdicts: Record<string, Verdict>;
  /** Those keys, in the order in which they came first. */
  readonly keys: string[];
  /** How many of the verdicts are to contain. */
  contain: number;
  /** How many of them ask. */
  ask: number;
  /** How many of them ask about somebody who was found since. */
  questions: number;
  /** By the text of a deny: what it was written over. */
  readonly overwritten: Map<string, string | null>;
};

export function startTally(opening: Alert): Tally {
  return { alerts: [opening], verdicts: {}, keys: [], contain: 0, ask: 0, questions: 0, overwritten: new Map() };
}

export function addVerdict(
  tally: Tally,
  { alert, verdict }: { readonly alert: string; readonly verdict: Verdict },
): void {
  const replaced = tally.verdicts[alert];
  if (replaced) add(tally, alert, replaced, -1);
  else tally.keys.push(alert);
  tally.verdicts[alert] = verdict;
  add(tally, alert, verdict, 1);
}

function add(tally: Tally, alert: string, { type }: Verdict, change: 1 | -1): void {
  if (type === "contain") tally.contain += change;
  if (type !== "ask") return;
  tally.ask += change;
  if (isAboutFound(alert)) tally.questions += change;
}

/** Of the alert that came last of those about which a person is asked. */
export function lastToAsk({ keys, verdicts, ask }: Tally): Extract<Verdict, { readonly type: "ask" }> | undefined {
  if (ask === 0) return undefined;
  for (let at = keys.length - 1; at >= 0; at--) {
    const verdict = verdicts[keys[at] ?? ""];
    if (verdict?.type === "ask") return verdict;
  }
  return undefined;
}

/** The keys of the alerts about somebody who was found since, and about whom a person is asked. */
export function foundToAsk({ keys, verdicts, questions }: Tally): readonly string[] {
  return questions === 0 ? [] : keys.filter((key) => isAboutFound(key) && verdicts[key]?.type === "ask");
}

/** The cutoff makes a deny's text one that nobody else has written. */
export function addWritten({ overwritten }: Tally, { step, before, wrote, changed }: AppliedStep): void {
  if (changed && cutoffOfStep(step) !== undefined) overwritten.set(textOf(step, wrote), before);
}

/** What stood there before any of ours: one of two who write at once finds what the other wrote, and may be recorded first. */
export function beforeAll({ overwritten }: Tally, step: Step, before: string | null): string | null {
  const ours = new Set<string>();
  let first = before;
  while (first !== null) {
    const text = textOf(step, first);
    const under = overwritten.get(text);
    if (under === undefined || ours.has(text)) return first;
    ours.add(text);
    first = under;
  }
  return null;
}

function textOf(step: Step, text: string): string {
  return `${stepTarget(step)}|${text}`;
}
