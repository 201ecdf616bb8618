// Outcomes of many seeds, put together for each pair of an opponent and a defender.
import { DEFENDERS, type DefenderName } from "./defender/index.ts";
import type { Outcome } from "./outcome.ts";
import { LINES } from "./scenario.ts";

export type Summary = {
  readonly opponent: string;
  readonly defender: DefenderName;
  readonly seeds: number;
  /** Share of seeds, 0 to 1. */
  readonly cutOff: number;
  /** Seconds. */
  readonly lastSuccess: Spread;
  /** Undefined where nobody has denied anything. */
  readonly callsAfterDeny: Spread | undefined;
  /** Mean over the seeds. */
  readonly live: number;
  /** Minutes; the mean, since one person in one seed is what it is about. */
  readonly lockedOut: { readonly mean: number; readonly worst: number };
  /** Seeds in which something was called proven that was not. */
  readonly wrongProven: number;
  /** Share of seeds in which everything that the defender had opened an incident for is called proven at the end. */
  readonly proven: number;
};

export type Spread = { readonly median: number; readonly worst: number };

/** Lines that put several opponents together. */
const GROUPS: readonly (readonly [string, (outcome: Outcome) => boolean])[] = [
  ["all who cannot edit IAM", ({ editsIam }) => !editsIam],
  ["all who can", ({ editsIam }) => editsIam],
];

/** By opponent, and within it by defender, in the order in which they are listed; pairs that did not meet are left out. */
export function summarize(outcomes: readonly Outcome[]): readonly Summary[] {
  const single = LINES.map((name) => [name, (outcome: Outcome) => outcome.opponent === name] as const);
  const defenders = Object.keys(DEFENDERS) as DefenderName[];
  return [...single, ...GROUPS].flatMap(([opponent, isOne]) =>
    defenders.flatMap((defender) => {
      const met = outcomes.filter((outcome) => outcome.defender === defender && isOne(outcome));
      return met.length === 0 ? [] : [summaryOf(opponent, defender, met)];
    }),
  );
}

function summaryOf(opponent: string, defender: DefenderName, met: readonly Outcome[]): Summary {
  const share = (isSo: (outcome: Outcome) => boolean) => met.filter(isSo).length / met.length;
  const denied = met.flatMap(({ callsAfterDeny }) => callsAfterDeny ?? []);
  const lockedOut = met.map((outcome) => outcome.lockedOut);
  return {
    opponent,
    defender,
    seeds: met.length,
    cutOff: share((outcome) => outcome.cutOff),
    lastSuccess: spread(met.map(({ lastSuccess }) => lastSuccess)),
    callsAfterDeny: denied.length === 0 ? undefined : spread(denied),
    live: mean(met.map(({ live }) => live)),
    lockedOut: { mean: mean(lockedOut), worst: Math.max(...lockedOut) },
    wrongProven: met.filter(({ wrongProven }) => wrongProven > 0).length,
    proven: share(({ proofs }) => proofs.length > 0 && proofs.every((proof) => proof === "proven")),
  };
}

function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((one, other) => one - other);
  return { median: sorted[Math.floor((sorted.length - 1) / 2)] ?? 0, worst: sorted.at(-1) ?? 0 };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
