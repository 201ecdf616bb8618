// The ledger in memory is the ledger in DynamoDB, but for the time it takes: the same calls have the same answers.
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { condition } from "../../client/table/expression.ts";
import { updated } from "../../client/table/update.ts";
import type { EntryBody } from "../../lambda/incident.ts";
import type { Claim, Ledger, Opening } from "../../lambda/ledger/ledger.ts";
import type { Alert } from "../../lambda/model.ts";
import { EMPTY_GRAPH } from "../../lambda/trace/graph.ts";
import { createDice, type Dice } from "../../simulate/dice.ts";
import { memoryLedger } from "../../simulate/memory-ledger.ts";
import { startService, type TestService } from "../support/service.ts";

const START = Date.parse("2026-03-01T09:00:00Z");
const at = (seconds: number) => new Date(START + seconds * 1000).toISOString();

function alertOf(dice: Dice): Alert {
  return {
    source: dice.chance(0.2) ? "request" : "guardduty",
    id: `finding-${dice.whole(1, 3)}`,
    type: dice.pick(["Exfiltration", "Anomaly"]),
    account: "111122223333",
    region: "us-east-1",
    accessKeyId: "ASIAIOSFODNN7EXAMPLE",
    principal: { kind: "role", name: dice.pick(["app", "batch", "report"]) },
    sample: false,
    lastSeen: at(dice.whole(0, 2000)),
  } as Alert;
}

/** One call drawn at random; what it answers is compared. Claims that were got before are used again. */
function drawCall(dice: Dice, step: number, claims: readonly Claim[]): (ledger: Ledger) => Promise<unknown> {
  const now = at(step * 30);
  const claim = claims.length > 0 ? dice.pick(claims) : undefined;
  const opening: Opening = {
    incidentId: `incident-${step}`,
    alert: alertOf(dice),
    cutoff: at(step * 30 + 30),
    at: now,
  };
  const end: EntryBody = dice.chance(0.5)
    ? { type: "lifted", reason: "false alarm", suppressedUntil: at(step * 30 + dice.whole(0, 900)) }
    : { type: "rejected", by: "somebody", reason: "no" };
  const failure: EntryBody = { type: "resolve-failed", error: `step ${step}`, wayOut: "wait" };
  const going: EntryBody = dice.chance(0.3) ? failure : { type: "widened", because: `step ${step}` };
  const body: EntryBody = dice.chance(0.25) ? end : going;
  const later = at(step * 30 + dice.whole(0, 300));
  const calls: readonly ((ledger: Ledger) => Promise<unknown>)[] = [
    (ledger) => ledger.claim(opening),
    (ledger) => ledger.due(now),
    (ledger) => ledger.list(dice.chance(0.5) ? 2 : 50),
    (ledger) => ledger.countContained(at(0), 3),
    (ledger) => ledger.countBegun(now, step % 3 === 0 ? -1 : 1),
  ];
  if (!claim) return dice.pick(calls.slice(0, 1));
  const trace = { graph: EMPTY_GRAPH, gaps: [`gap ${step}`], through: now };
  const version = dice.whole(0, 2);
  return dice.pick([
    ...calls.filter((_, index) => index !== 2),
    (ledger) => ledger.list(50),
    (ledger) => ledger.listOpen(2),
    (ledger) => ledger.listOpen(50, "urgent"),
    (ledger) => ledger.countUrgent(50),
    (ledger) => ledger.append(claim, now, () => [body]),
    (ledger) => ledger.append(claim, now, () => []),
    (ledger) => ledger.take(claim, later),
    (ledger) => ledger.schedule(claim, later),
    (ledger) => ledger.hasten(claim, now),
    (ledger) => ledger.putOff(claim, { at: now, until: later }),
    (ledger) => ledger.read(claim.incidentId),
    (ledger) => ledger.verify(claim.incidentId),
    (ledger) => ledger.writeTrace(claim.incidentId, version, trace),
    (ledger) => ledger.readTrace(claim.incidentId),
    async (ledger) => {
      const incident = await ledger.read(claim.incidentId);
      return incident && ledger.claimOf(incident);
    },
    async (ledger) => {
      const incident = await ledger.read(claim.incidentId);
      return incident && ledger.follow(claim, incident, now);
    },
  ]);
}

describe("the ledger in memory", () => {
  let service: TestService;
  beforeEach(async () => {
    service = await startService({ dynamodb: true });
  });
  afterEach(() => service.close());

  test.each([1, 2, 3])("answers as DynamoDB does, whatever is asked in whatever order (%i)", async (seed) => {
    const dice = createDice(seed, "ledger");
    const memory = memoryLedger();
    const claims: Claim[] = [];
    for (let step = 0; step < 120; step++) {
      const call = drawCall(dice, step, claims);
      const expected = await call(service.deps.ledger);
      expect(await call(memory), `step ${step}`).toEqual(expected);
      if (typeof expected === "object" && expected && "principalKey" in expected) claims.push(expected as Claim);
    }
    expect(claims.length).toBeGreaterThan(5);
  });
});

describe("an expression that is not understood is an error, not another ledger", () => {
  test.each([
    "size(pk) > :one",
    "pk IN (:one, :two)",
    "pk BETWEEN :one :two",
    "pk =",
    "(pk = :one",
    "pk = :one pk",
    "pk ~ :one",
  ])("%s", (text) => {
    expect(() => condition(text)).toThrow(/cannot be read.*expression\.ts/);
  });

  test("BETWEEN has both of its ends", () => {
    const given = { ExpressionAttributeValues: { ":low": { S: "b" }, ":high": { S: "d" } } };
    const found = ["a", "b", "c", "d", "e"].filter((sk) =>
      condition("sk BETWEEN :low AND :high")({ sk: { S: sk } }, given),
    );
    expect(found).toEqual(["b", "c", "d"]);
  });

  test("SET a = a + :one", () => {
    expect(() => updated({}, "SET a = a + :one", { ExpressionAttributeValues: { ":one": { N: "1" } } })).toThrow(
      /update\.ts/,
    );
  });
});
