// Who waits where IAM throttles: whoever has opened the incident, and whoever has something to deny that it does not answer.
import { describe, expect, test } from "vitest";
import type { Deps } from "../../lambda/deps.ts";
import type { Claim } from "../../lambda/ledger/ledger.ts";
import type { Alert } from "../../lambda/model.ts";
import { patienceFor } from "../../lambda/patience.ts";
import type { Step } from "../../lambda/steps.ts";

const NOW = Date.parse("2026-03-01T09:00:10Z");
const at = (seconds: number) => new Date(NOW + seconds * 1000).toISOString();

const signs: string[] = [];
const ledger = {
  schedule: async (_claim: Claim, dueAt: string) => void signs.push(dueAt),
  agree: async (_claim: Claim, wanted: string) => wanted,
};
const config = { cutoffLeadSeconds: 30, ledgerPatienceMs: 250 };
const within = <T>(_ms: number, work: Promise<T>) => work;
const deps = { now: () => NOW, config, ledger, within } as unknown as Deps; // Nothing else of them is asked.

const seen = (lastSeen: string) => ({ lastSeen }) as Alert;
const claim = (change: Partial<Claim>) => ({ opened: false, cutoff: at(20), dueAt: at(10), ...change }) as Claim;

describe("an alert that IAM throttles", () => {
  test.each([
    ["has opened the incident", claim({ opened: true }), at(-5), false],
    ["joins one that answers it, and that somebody is at work on", claim({}), at(-5), true],
    ["joins one, and saw more than that denies", claim({}), at(25), false],
    ["joins one that nobody has given a sign of", claim({ dueAt: at(-1) }), at(-5), false],
    ["joins one that has ended", { ...claim({}), dueAt: undefined } as unknown as Claim, at(-5), false],
    ["knows of no ledger", undefined, at(-5), false],
  ])("and that %s", (_what, claimed, lastSeen, isLeft) => {
    const patience = patienceFor(deps, seen(lastSeen), claimed);
    expect(patience.isLeft === true).toBe(isLeft);
    expect(patience.ms > 0).toBe(!isLeft);
  });

  test("gives a sign of life each time, and denies from then on", async () => {
    const step = { type: "deny-role-sessions", cutoff: at(1) } as Step;
    const moved = await patienceFor(deps, seen(at(-5)), claim({ opened: true })).later?.(step);
    expect(moved).toMatchObject({ cutoff: "2026-03-01T09:00:40Z" });
    expect(signs).toEqual([at(30)]);
  });
});
