// An incident is the fold over its entries, however many of them somebody sends.
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Entry, EntryBody } from "../../../lambda/incident.ts";
import { alertKey, foldEntries } from "../../../lambda/ledger/fold.ts";
import type { Alert, Verdict } from "../../../lambda/model.ts";
import { denyOlderSessions } from "../../../lambda/older-sessions-policy.ts";

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

const ROLE = { account: "111122223333", roleName: "app", roleId: "AROAEXAMPLE" } as const;
const ROLE_ARN = "arn:aws:iam::111122223333:role/app";
const cutoffAt = (second: number) => `2026-03-01T09:00:${String(second).padStart(2, "0")}Z`;

type Writer = { readonly second: number; readonly behind: number };

/** Writers of the deny, one after the other: each has read what stands there, or what stood there so many writes ago. */
function writeInTurn(standing: string | null, writers: readonly Writer[]): readonly EntryBody[] {
  const written = [standing];
  return writers.map(({ second, behind }) => {
    const cutoff = cutoffAt(second);
    const before = written[Math.max(0, written.length - 1 - behind)] ?? null;
    const wrote = denyOlderSessions(written.at(-1) ?? null, cutoff);
    written.push(wrote);
    const step = { type: "deny-role-sessions", ...ROLE, roleArn: ROLE_ARN, cutoff } as const;
    return { type: "step-applied", applied: { step, before, wrote, changed: wrote !== before }, why: "contain" };
  });
}

const writersInAnyOrder = fc
  .array(fc.record({ second: fc.integer({ min: 10, max: 40 }), behind: fc.integer({ min: 0, max: 2 }) }), {
    minLength: 1,
    maxLength: 5,
  })
  .chain((writers) =>
    fc.tuple(fc.constant(writers), fc.shuffledSubarray([...writers.keys()], { minLength: writers.length })),
  );

test("of those who write a deny at once any may be recorded first: a lift goes back to what stood before them all", () => {
  fc.assert(
    fc.property(writersInAnyOrder, fc.boolean(), ([writers, order], wasDenied) => {
      const standing = wasDenied ? denyOlderSessions(null, cutoffAt(5)) : null;
      const recorded = writeInTurn(standing, writers);
      const opened: EntryBody = { type: "opened", alert: alertOf(0), cutoff: AT };
      const bodies = [opened, ...order.flatMap((index) => recorded[index] ?? [])];
      const entries = bodies.map((body, index): Entry => ({ seq: index + 1, at: AT, ...body }));
      const cutoff = cutoffAt(Math.max(...writers.map(({ second }) => second)));
      expect(foldEntries("incident", entries)?.steps).toMatchObject([{ before: standing, step: { cutoff } }]);
    }),
  );
});
