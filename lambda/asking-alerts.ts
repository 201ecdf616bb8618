// The alerts of an incident that are about its principal and that nothing has refused: each has something to say about the steps.
import type { Incident } from "./incident.ts";
import { alertKey } from "./ledger/fold.ts";
import type { Alert } from "./model.ts";

/** Oldest first. Whoever was found since is somebody else, and a sample or a dry run asks for nothing. */
export function askingAlerts({ alerts, verdicts }: Incident): readonly Alert[] {
  return alerts.filter((alert) => mayAsk(alert) && verdicts[alertKey(alert)]?.type !== "refuse");
}

export function mayAsk({ source, sample, dryRun }: Alert): boolean {
  return source !== "trace" && source !== "tamper" && !sample && dryRun === undefined;
}
