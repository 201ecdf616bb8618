// Many incidents, and a long one: pages show what matters first, and read no more than they show.
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { lengthen } from "../../../bench/page/long-incident.ts";
import { pictures } from "../../../client/serve-page.ts";
import type { Deps } from "../../../lambda/deps.ts";
import type { Entry, Incident } from "../../../lambda/incident.ts";
import { foldEntries } from "../../../lambda/ledger/fold.ts";
import { headOf } from "../../../lambda/ledger/head.ts";
import { listIncidents } from "../../../lambda/list-incidents.ts";
import type { Alert, Verdict } from "../../../lambda/model.ts";
import { createPage } from "../../../lambda/page/app.ts";
import { respond } from "../../../lambda/respond.ts";
import { route } from "../../../lambda/route.ts";
import { leakSession } from "../../support/leak.ts";
import { startService, type TestService } from "../../support/service.ts";

let service: TestService;
beforeEach(async () => {
  service = await startService();
});
afterEach(() => service.close());

async function look(path: string, deps: Deps = service.deps): Promise<string> {
  const responder = {
    ask: async (action: string, request: object) =>
      JSON.parse(JSON.stringify(await route(deps, { action, ...request }))),
    prove: () => Promise.reject(new Error("nobody acts here")),
  };
  const app = createPage({ responder: () => responder, now: deps.now, token: "token", pictures });
  const answer = await app.request(`http://127.0.0.1${path}`, { headers: { host: "127.0.0.1" } });
  return answer.text();
}

async function openMany(count: number): Promise<void> {
  for (let index = 0; index < count; index++) {
    const alert: Alert = {
      source: "guardduty",
      id: `finding-${index}`,
      type: "leak",
      title: "A leak",
      account: "111122223333",
      principal: { kind: "role", name: `role-${String(index).padStart(2, "0")}` },
      lastSeen: new Date(service.now()).toISOString(),
    } as Alert; // What lists show of an alert is in it.
    const at = new Date(service.now() + index * 1000).toISOString();
    const claim = await service.deps.ledger.claim({ incidentId: `incident-${index}`, alert, cutoff: at, at });
    await service.deps.ledger.append(claim, at, () => [{ type: "identify-later", because: "a test" }]);
  }
}

test("the overview shows twenty-five, the others behind a link, and reads none of them whole", async () => {
  await openMany(60);
  const unread = { ...service.deps.ledger, read: () => Promise.reject(new Error("read whole")) };
  const deps = { ...service.deps, ledger: unread };
  const first = await look("/", deps);
  expect(first).toContain("1 to 25 of more than 25 incidents");
  expect(first.match(/href="\/incidents\//g)).toHaveLength(25);
  expect(first).toContain("Less urgent");
  const rest = await look("/?show=open&from=50", deps);
  expect(rest).toContain("51 to 60 of 60 incidents");
  expect(rest).toContain("More urgent");
  expect(rest).not.toContain("Less urgent");
});

test("a long incident shows its beginning and what is new; what is older is behind links, back to the first entry", async () => {
  const leak = await leakSession(service);
  const [incident] = await respond(service.deps, leak.event());
  if (!incident) throw new Error("Nothing was contained.");
  const short = await look(`/incidents/${incident.id}`);
  await lengthen(service.deps, incident, 1_000);
  const long = await look(`/incidents/${incident.id}`);
  const all = await service.deps.ledger.read(incident.id);
  expect(long).toContain(`The first and the latest 5 of ${all?.alerts.length} alerts; the report has all.`);
  expect(long).toContain(`Entries 976 to 1000 of 1000`);
  expect(long.length).toBeLessThan(short.length * 10);
  expect(long.match(/<g class="tamper">/g)).toHaveLength(2); // All within a second: one mark in each panel.
  expect(long).toMatch(/Drawn from .*: \d+ of 1000\./);
  expect(short).not.toContain("Drawn from");

  const numbers: number[] = [];
  for (let next: string | undefined = `/incidents/${incident.id}`; next !== undefined; ) {
    const page = await look(next);
    const record = page.slice(page.indexOf('<section id="record"'));
    numbers.unshift(...[...record.matchAll(/<th scope="row">(\d+)<\/th>/g)].map(([, seq]) => Number(seq)));
    next = /<a href="([^"#]+)#record">Older entries/.exec(record)?.[1];
  }
  expect(numbers).toEqual(all?.entries.map(({ seq }) => seq));
});

test("a long incident is read whole once, and again when an entry has come", async () => {
  const leak = await leakSession(service);
  const [incident] = await respond(service.deps, leak.event());
  if (!incident) throw new Error("Nothing was contained.");
  await lengthen(service.deps, incident, 300);
  let whole = 0;
  const { ledger } = service.deps;
  const read = (id: string) => {
    whole++;
    return ledger.read(id);
  };
  const deps = { ...service.deps, ledger: { ...ledger, read } };
  const first = await look(`/incidents/${incident.id}`, deps);
  expect(await look(`/incidents/${incident.id}`, deps)).toBe(first);
  expect(whole).toBe(1);

  const claim = await ledger.claimOf(incident);
  if (!claim) throw new Error("Nobody holds the incident.");
  await ledger.append(claim, incident.openedAt, () => [{ type: "held", because: ["he came back"] }]);
  expect(await look(`/incidents/${incident.id}`, deps)).toContain("he came back");
  expect(whole).toBe(2);
});

test("an incident that one answer has no room for is shown all the same", async () => {
  const leak = await leakSession(service);
  const [incident] = await respond(service.deps, leak.event());
  const claim = incident && (await service.deps.ledger.claimOf(incident));
  if (!claim) throw new Error("Nothing was contained.");
  const because = ["x".repeat(300_000)];
  for (let index = 0; index < 20; index++) {
    await service.deps.ledger.append(claim, incident.openedAt, () => [{ type: "held", because }]);
  }
  expect(await route(service.deps, { action: "look", id: incident.id })).toEqual({ tooLarge: true });
  const page = await look(`/incidents/${incident.id}`);
  expect(page).toContain(`<th scope="row">${incident.entries.length + 20}</th>`);
});

describe("listIncidents", () => {
  const AT = "2026-03-01T09:00:00Z";
  const key = { kind: "access-key" } as const;
  const opened = (id: string, principal: Alert["principal"]): Incident => {
    const alert = { source: "guardduty", id, lastSeen: AT, accessKeyId: "ASIAEXAMPLE", principal } as Alert; // As above.
    const incident = foldEntries(id, [{ seq: 1, at: AT, type: "opened", alert, cutoff: AT }]);
    if (!incident) throw new Error("An entry makes an incident.");
    return incident;
  };

  test("reads whole only those whose head was written before heads said all", async () => {
    const incidents = [opened("plain", { kind: "role", name: "app" }), opened("key", key)];
    const found = { ...opened("asking", { kind: "role", name: "app" }), asked: ["trace|1", "trace|2"] };
    const { asked: _, ...unsaid } = headOf(opened("before", { kind: "role", name: "app" }));
    const heads = [...[...incidents, found].map(headOf), unsaid, { ...headOf(opened("key-before", key)), alerts: [] }];
    const whole: string[] = [];
    const ledger = {
      list: async () => heads,
      listOpen: async () => [],
      countUrgent: async () => 0,
      read: async (id: string) => {
        whole.push(id);
        return opened(id, id === "before" ? { kind: "role", name: "app" } : key);
      },
    };
    const { incidents: rows } = await listIncidents({ ledger }, { limit: 10 });
    expect(whole.sort()).toEqual(["before", "key-before"]);
    expect(rows.map(({ id, questions, alerts }) => [id, questions.length, alerts])).toEqual([
      ["plain", 0, []],
      ["key", 0, [{ accessKeyId: "ASIAEXAMPLE" }]],
      ["asking", 2, []],
      ["before", 0, []],
      ["key-before", 0, [{ accessKeyId: "ASIAEXAMPLE" }]],
    ]);
  });
});

test("whoever a person is asked about is known by the verdicts, in whatever order they come", () => {
  const opening = { source: "guardduty", id: "1", lastSeen: "", principal: { kind: "role", name: "app" } } as Alert; // No more is folded.
  const keys = ["trace|1||", "trace|2||", "tamper|1||", "guardduty|1||"];
  const types = ["ask", "contain", "refuse"] as const;
  const verdictOf = (type: (typeof types)[number]): Verdict =>
    type === "contain" ? { type } : { type, because: ["a reason"] };
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(...keys), fc.constantFrom(...types))), (said) => {
      const at = "2026-03-01T09:00:00Z";
      const entries: Entry[] = [
        { seq: 1, at, type: "opened", alert: opening, cutoff: at },
        ...said.map(([alert, type], index) => ({
          ...{ seq: index + 2, at, type: "verdict" as const, alert, verdict: verdictOf(type) },
        })),
      ];
      const { asked = [], verdicts = {} } = foldEntries("id", entries) ?? {};
      const last = new Map(said);
      expect(verdicts).toEqual(Object.fromEntries([...last].map(([key, type]) => [key, verdictOf(type)])));
      const found = [...last].filter(([key, type]) => type === "ask" && !key.startsWith("guardduty"));
      expect([...asked].sort()).toEqual(found.map(([key]) => key).sort());
    }),
  );
});
