// Which alerts of an incident ask for something: those about its own principal, and those about whoever was found since.
import type { Entry, Incident } from "./incident.ts";
import { alertKey } from "./ledger/fold.ts";
import type { Alert } from "./model.ts";
import type { Step } from "./steps.ts";

/** Those that nothing has refused, oldest first: each has something to say about the steps on the incident's own principal. */
export function askingAlerts({ alerts, verdicts }: Incident): readonly Alert[] {
  return alerts.filter((alert) => mayAsk(alert) && verdicts[alertKey(alert)]?.type !== "refuse");
}

/** A sample or a dry run asks for nothing. */
export function mayAsk(alert: Alert): boolean {
  return !isFound(alert) && !alert.sample && alert.dryRun === undefined;
}

/** What the trace has found, and whoever undid a step: alerts about others than the incident's own principal. */
export function isFound({ source }: Pick<Alert, "source">): boolean {
  return source === "trace" || source === "tamper";
}

export type Question = {
  readonly alert: Alert;
  readonly because: readonly string[];
  /** Since when a person is asked. */
  readonly askedAt: string;
  /** What a yes does. */
  readonly plan: readonly Step[];
};

/** Whoever was found and whom a guardrail asks about: nothing is done about them before a person has answered. */
export function openQuestions({ alerts, verdicts, entries }: Incident): readonly Question[] {
  return alerts.flatMap((alert): readonly Question[] => {
    const verdict = verdicts[alertKey(alert)];
    if (!isFound(alert) || verdict?.type !== "ask") return [];
    const asked = entries.findLast((entry) => isAbout(entry, alert));
    const plan = asked?.type === "verdict" ? (asked.plan ?? []) : [];
    return [{ alert, because: verdict.because, askedAt: asked?.at ?? alert.lastSeen, plan }];
  });
}

function isAbout(entry: Entry, alert: Alert): boolean {
  return entry.type === "verdict" && entry.alert === alertKey(alert);
}
