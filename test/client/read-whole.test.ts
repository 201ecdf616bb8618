import { expect, test } from "vitest";
import { readAll, readWhole } from "../../client/read-whole.ts";
import type { Ask } from "../../lambda/answers.ts";
import type { Entry, Incident } from "../../lambda/incident.ts";
import { foldEntries } from "../../lambda/ledger/fold.ts";
import type { Alert } from "../../lambda/model.ts";
import { readIncident, readIncidents } from "../../lambda/read-incidents.ts";

const LARGEST_ANSWER = 6 * 1024 * 1024; // Lambda's: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
const AT = "2026-03-01T09:00:00.000Z";

test("an incident with more entries than an answer of Lambda holds is read whole", async () => {
  const long = incidentOf("long", 3000, 5000); // 15 MB
  const whole = await readWhole(askOver([long]), "long");
  expect(whole?.entries).toEqual(long.entries);
});

test("an entry that is as long as an answer keeps nobody from the ones after it", async () => {
  const long = incidentOf("long", 3, 5_100_000);
  expect((await readWhole(askOver([long]), "long"))?.entries).toHaveLength(3);
});

test("a list of incidents that is too long for an answer is read whole as well", async () => {
  const incidents = ["one", "two", "three", "four"].map((id) => incidentOf(id, 400, 5000));
  const read = await readAll(askOver(incidents), 100);
  expect(read.map(({ id, entries }) => [id, entries.length])).toEqual(incidents.map(({ id }) => [id, 400]));
});

test("an incident with more alerts than an answer of Lambda holds is read whole", async () => {
  const long = alerted("long", 12_000); // 7 MB
  const whole = await readWhole(askOver([long]), "long");
  expect(whole?.entries).toHaveLength(12_000);
  expect(whole?.alerts).toEqual(long.alerts);
});

test("a short list fits into an answer, however many alerts the incidents have", async () => {
  const incidents = Array.from({ length: 20 }, (_, index) => alerted(`${index}`, 1000));
  const { incidents: found, cut = [] } = await askOver(incidents)("incidents", { limit: 100, brief: true });
  expect(found.map(({ id }) => id)).toEqual(incidents.map(({ id }) => id));
  const lacking = found.filter(({ alerts }) => alerts.length < 1000);
  expect(lacking.map(({ id }) => id)).toEqual(cut);
  expect(cut.length).toBeLessThan(20);
});

test("a list of incidents of which each is too long without its entries too is read whole", async () => {
  const incidents = ["one", "two", "three"].map((id) => alerted(id, 4000));
  const read = await readAll(askOver(incidents), 100);
  expect(read.map(({ alerts }) => alerts.length)).toEqual([4000, 4000, 4000]);
});

test("nobody finds an incident that is not there", async () => {
  expect(await readWhole(askOver([]), "none")).toBeNull();
});

/** As the function answers: none of it is longer than Lambda allows. */
function askOver(incidents: readonly Incident[]): Ask {
  const ledger = {
    list: async () => incidents,
    listOpen: async () => [],
    countUrgent: async () => 0,
    read: async (id: string) => incidents.find((incident) => incident.id === id),
    readTrace: async () => undefined,
  };
  const answers = {
    incident: (request: { id: string }) => readIncident({ ledger }, request),
    incidents: (request: { limit: number; brief?: boolean }) => readIncidents({ ledger }, request),
  };
  return (async (action: keyof typeof answers, request: { id: string; limit: number }) => {
    const answer = await answers[action](request);
    expect(JSON.stringify(answer).length).toBeLessThan(LARGEST_ANSWER);
    return answer;
  }) as Ask;
}

/** Alerts of 600 bytes. */
function alerted(id: string, count: number): Incident {
  const entries = Array.from({ length: count }, (_, index): Entry => {
    const alert: Alert = {
      ...({ source: "guardduty", type: "leak", title: "x".repeat(400), region: "us-east-1", sample: false } as const),
      ...({ id: `finding-${index}`, principal: { kind: "role", name: "app" }, lastSeen: AT } as const),
    };
    if (index === 0) return { seq: 1, at: AT, type: "opened", alert, cutoff: AT };
    return { seq: index + 1, at: AT, type: "alert", alert, effect: "changes-nothing" };
  });
  return foldEntries(id, entries) as Incident; // It begins with an opening.
}

function incidentOf(id: string, count: number, length: number): Incident {
  const entries = Array.from({ length: count }, (_, index): Entry => {
    return { seq: index + 1, at: AT, type: "rejected", by: "somebody", reason: "x".repeat(length) };
  });
  return {
    id,
    account: "111122223333",
    principal: { kind: "role", name: "app" },
    status: "refused",
    proof: "none",
    because: [],
    cutoff: AT,
    openedAt: AT,
    pending: [],
    alerts: [],
    verdicts: {},
    failures: {},
    steps: [],
    entries,
  };
}
