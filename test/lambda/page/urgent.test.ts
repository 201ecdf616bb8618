// What needs a person is found, however many incidents are newer.
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { Ask } from "../../../lambda/answers.ts";
import type { EntryBody } from "../../../lambda/incident.ts";
import type { Claim, Ledger } from "../../../lambda/ledger/ledger.ts";
import { LEAST_URGENT_KEY, standingOf, urgencyKey, urgentStates } from "../../../lambda/ledger/urgency.ts";
import { listIncidents } from "../../../lambda/list-incidents.ts";
import type { Alert } from "../../../lambda/model.ts";
import { createPage } from "../../../lambda/page/app.ts";
import { incidentsWidget } from "../../../lambda/page/incidents-widget.ts";
import { byUrgency } from "../../../lambda/page/standing.ts";
import { readIncidents } from "../../../lambda/read-incidents.ts";
import { memoryLedger } from "../../../simulate/memory-ledger.ts";

const START = Date.parse("2026-03-01T09:00:00Z");
const NEWER = 210;
const iso = (ms: number) => new Date(ms).toISOString();

async function open(ledger: Ledger, name: string, at: number, entry: EntryBody): Promise<void> {
  const alert: Alert = {
    source: "guardduty",
    id: name,
    type: "leak",
    title: "A leak",
    account: "111122223333",
    region: "us-east-1",
    principal: { kind: "role", name },
    sample: false,
    lastSeen: iso(at),
  };
  const claim = await ledger.claim({ incidentId: `incident-${name}`, alert, cutoff: iso(at), at: iso(at) });
  await ledger.append(claim, iso(at), () => [entry]);
}

const LATER: EntryBody = { type: "identify-later", because: "a test" };
const FAILED: EntryBody = { type: "resolve-failed", error: "IAM does not answer", wayOut: "wait" };

let ledger: Ledger;
let ask: Ask;
beforeAll(async () => {
  ledger = memoryLedger();
  await open(ledger, "forgotten", START, FAILED);
  for (let index = 1; index <= NEWER; index++) await open(ledger, `role-${index}`, START + index * 1000, LATER);
  const overview = { at: iso(START), account: "111122223333", region: "us-east-1", accounts: [], regions: [], off: [] };
  ask = (async (action: string, wish: { readonly limit: number }) =>
    action === "list" ? listIncidents({ ledger }, wish) : { ...overview, drillMinutes: 5 }) as Ask; // The page asks for no more.
});

async function look(path: string): Promise<string> {
  const responder = { ask, prove: () => Promise.reject(new Error("nobody acts here")) };
  const app = createPage({ responder: () => responder, now: () => START, token: "token" });
  return (await app.request(`http://127.0.0.1${path}`, { headers: { host: "127.0.0.1" } })).text();
}

describe("an urgent incident that two hundred newer ones have pushed out of the list", () => {
  test("is the first on the overview, and counted", async () => {
    const page = await look("/");
    expect(/href="\/incidents\/([^"]+)"/.exec(page)?.[1]).toBe("incident-forgotten");
    expect(page).toMatch(/Need a person<\/a> <strong>1</);
  });

  test("is in every list that is asked for", async () => {
    const { incidents, left } = await readIncidents({ ledger }, { limit: 10, brief: true });
    expect(incidents.map(({ id }) => id).at(-1)).toBe("incident-forgotten");
    expect([incidents.length, left]).toEqual([11, undefined]);
  });

  test("is the first in the widget, which reads five hundred", async () => {
    const { dueAt: _, ...claim } = (await ledger.due("9999"))[0] as Claim; // There are two hundred.
    const crowd = Array.from({ length: 600 }, (_, index) => ({ ...claim, incidentId: `unread-${index}` }));
    const due = async (now: string) => [...crowd, ...(await ledger.due(now))];
    const widget = await incidentsWidget({ ...ledger, due }, {}, { now: START, self: "arn" });
    expect(/"incident":"([^"]+)"/.exec(widget.replaceAll("&quot;", '"'))?.[1]).toBe("incident-forgotten");
  });
});

test("of more urgent ones than an answer lists, the most urgent are listed and the others counted", async () => {
  const storm = memoryLedger();
  for (let index = 0; index < 5; index++) await open(storm, `role-${index}`, START + index * 1000, FAILED);
  const { incidents, left } = await readIncidents({ ledger: storm }, { limit: 1, open: 2, brief: true });
  expect(incidents.map(({ id }) => id)).toEqual(["incident-role-4", "incident-role-3"]);
  expect(left).toBe(3);
});

const status = fc.constantFrom(...(["containing", "contained", "failed", "awaiting-approval"] as const));
const proof = fc.constantFrom(...(["none", "in-place", "effective", "proven", "unproven", "leaking"] as const));
const head = fc.record({
  status,
  proof,
  asked: fc.constantFrom([], ["trace|1||"]),
  openedAt: fc.integer({ min: 0, max: 9_000_000 }).map((later) => iso(START + later)),
});

test("the index is in the order of the overview, and knows who needs a person", () => {
  fc.assert(
    fc.property(fc.array(head, { maxLength: 20 }), (heads) => {
      const byKey = heads.toSorted((one, other) => (urgencyKey(one) < urgencyKey(other) ? 1 : -1));
      const shown = byUrgency(heads.map((one) => ({ ...one, questions: one.asked })));
      expect(byKey.map(urgencyKey)).toEqual(shown.map(urgencyKey));
      for (const one of heads) {
        expect(urgencyKey(one) >= LEAST_URGENT_KEY).toBe(urgentStates(standingOf(one)).length > 0);
      }
    }),
  );
});
