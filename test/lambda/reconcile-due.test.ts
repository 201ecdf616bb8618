import { afterEach, beforeEach, expect, test } from "vitest";
import type { Deps } from "../../lambda/deps.ts";
import { reconcileDue } from "../../lambda/reconcile.ts";
import { startService, type TestService } from "../support/service.ts";

let service: TestService;
beforeEach(async () => {
  service = await startService();
});
afterEach(() => service.close());

const MANY = 20;
const SLOW_MS = 10_000;
/** A beat begins work for fifty seconds. */
const A_BEAT = 5;

test("a beat that has no time left leaves the rest to the next, which begins with what has waited longest", async () => {
  const { ledger, now } = service.deps;
  const start = now();
  for (let index = 0; index < MANY; index++) {
    const incidentId = `incident-${String(index).padStart(2, "0")}`;
    await ledger.claim({ incidentId, alert: alertAbout(index), cutoff: iso(start), at: iso(start + index) });
  }
  let time = start + 60_000;
  const begun: string[] = [];
  const slow: Deps = {
    ...service.deps,
    now: () => time,
    ledger: {
      ...ledger,
      take(claim, dueAt) {
        begun.push(claim.incidentId);
        time += SLOW_MS;
        return ledger.take(claim, dueAt);
      },
    },
  };
  const all = (await ledger.due(iso(time))).map(({ incidentId }) => incidentId);
  expect(all).toHaveLength(MANY);

  for (let beats = 1; begun.length < MANY; beats++) {
    await reconcileDue(slow);
    expect(begun).toEqual(all.slice(0, beats * A_BEAT));
  }
});

function alertAbout(index: number) {
  const name = `nobody-${index}`;
  return {
    source: "guardduty",
    id: name,
    type: "Test",
    title: "A key was seen",
    account: "111122223333",
    region: "us-east-1",
    principal: { kind: "role", name },
    sample: false,
    lastSeen: iso(service.now()),
  } as const;
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
