// An incident is the fold over its entries, however many of them somebody sends.
import { expect, test } from "vitest";
import type { Entry, EntryBody } from "../../../lambda/incident.ts";
import { alertKey, foldEntries } from "../../../lambda/ledger/fold.ts";
import type { Alert, Verdict } from "../../../lambda/model.ts";

const AT = "2026-03-01T09:00:00.000Z";

function alertOf(number: number): Alert {
  const about = { type: "a leak", title: "a leak", region: "us-east-1", account: "111122223333" } as const;
  const principal = { kind: "role", name: "app" } as const;
  return { ...about, source: "guardduty", id: `${number}`, principal, sample: false, lastSeen: AT };
}

/** An incident to which so many alerts have come, of which each verdict counts how often somebody looks at it. */
function looksOfFold(count: number, type: Verdict["type"]): number {
  let looks = 0;
  const bodies = Array.from({ length: count }, (_, number): readonly EntryBody[] => {
    const verdict = { because: ["it is so"] } as unknown as Verdict;
    Object.defineProperty(verdict, "type", {
      get() {
        looks++;
        return type;
      },
    });
    const alert = alertOf(number);
    return [
      { type: "alert", alert, effect: "changes-nothing" },
      { type: "verdict", alert: alertKey(alert), verdict },
    ];
  });
  const opened: EntryBody = { type: "opened", alert: alertOf(0), cutoff: AT };
  const entries = [opened, ...bodies.flat()].map((body, index): Entry => ({ seq: index + 1, at: AT, ...body }));
  const incident = foldEntries("incident", entries);
  expect(Object.keys(incident?.verdicts ?? {})).toHaveLength(count);
  return looks;
}

test.each(["contain", "ask", "refuse"] as const)(
  "twice as many alerts of verdict %s about one principal take twice the work, and not four times",
  (type) => {
    expect(looksOfFold(400, type) / looksOfFold(200, type)).toBeCloseTo(2, 1);
  },
);
