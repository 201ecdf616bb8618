// The ledger with its metrics: the entries are the truth, so what goes on record is what is counted.

import { countStanding } from "./count-beat.ts";
import type { EntryBody, Incident } from "./incident.ts";
import type { Ledger } from "./ledger/ledger.ts";
import type { Metrics } from "./metrics.ts";

export function measuredLedger(ledger: Ledger, metrics: Metrics): Ledger {
  const told = <T>(call: Promise<T>): Promise<T> =>
    call.catch((error: unknown) => {
      metrics.count("LedgerUnavailable");
      throw error;
    });
  return {
    ...ledger,
    claim: (opening) => told(ledger.claim(opening)),
    read: (incidentId) => told(ledger.read(incidentId)),
    due: (now) => told(ledger.due(now)),
    take: (claim, dueAt) => told(ledger.take(claim, dueAt)),
    watching: (things) => told(ledger.watching(things)),
    tryOut: (id, at) => told(ledger.tryOut(id, at)),
    async append(claim, at, next) {
      let before: Incident | undefined;
      let added: readonly EntryBody[] = [];
      const after = await told(
        ledger.append(claim, at, (standing) => {
          before = standing;
          added = next(standing);
          return added;
        }),
      );
      for (const entry of added) countEntry(metrics, entry);
      countStanding(metrics, [after], before);
      return after;
    },
  };
}

function countEntry(metrics: Metrics, entry: EntryBody): void {
  if (entry.type === "verdict") metrics.count("Verdicts", { Verdict: entry.verdict.type });
  const name = COUNTED[entry.type];
  if (name) metrics.count(name);
}

const COUNTED: { readonly [T in EntryBody["type"]]?: "StepsUndone" | "PeoplePaged" | "StepsFailed" } = {
  tamper: "StepsUndone",
  paged: "PeoplePaged",
  "step-failed": "StepsFailed",
  "resolve-failed": "StepsFailed",
};
