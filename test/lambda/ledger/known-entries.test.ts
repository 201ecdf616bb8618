// What a process has read of an incident it does not read again; and it never shows another record than the table's.
import { DeleteItemCommand, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Entry } from "../../../lambda/incident.ts";
import { dynamodbLedger } from "../../../lambda/ledger/dynamodb-ledger.ts";
import { knownEntries } from "../../../lambda/ledger/known-entries.ts";
import type { Claim, Ledger } from "../../../lambda/ledger/ledger.ts";
import { entryKey, headKey } from "../../../lambda/ledger/table.ts";
import type { Alert } from "../../../lambda/model.ts";
import { startService, type TestService } from "../../support/service.ts";

const AT = "2026-03-01T09:00:00.000Z";
const widened = (because: string) => ({ type: "widened", because }) as const;

let service: TestService;
let table: string;
let incidents = 0;
/** Items that queries of the ledgers below have read. */
let read = 0;
beforeAll(async () => {
  service = await startService({ dynamodb: true });
  table = await service.ledgerTable();
});
afterAll(() => service?.close());
beforeEach(() => {
  read = 0;
});

/** The ledger of a process that has just begun. */
function ledger(): Ledger {
  const db: Pick<DynamoDBClient, "send"> = {
    async send(command: never) {
      const answer = await service.admin.dynamodb.send(command);
      read += (answer as { readonly ScannedCount?: number }).ScannedCount ?? 0;
      return answer;
    },
  };
  return dynamodbLedger(db as DynamoDBClient, table); // It calls send alone.
}

async function claimed(): Promise<Claim> {
  incidents++;
  const alert = {
    source: "guardduty",
    id: "one",
    type: "a leak",
    title: "a leak",
    region: "us-east-1",
    account: "111122223333",
    principal: { kind: "role", name: `app-${incidents}` },
    sample: false,
    lastSeen: AT,
  } satisfies Alert;
  return ledger().claim({ incidentId: `incident-${incidents}`, alert, cutoff: AT, at: AT });
}

async function remove(claim: Claim, seq: number): Promise<void> {
  await service.admin.dynamodb.send(new DeleteItemCommand({ TableName: table, Key: entryKey(claim.incidentId, seq) }));
}

test("a long incident is read whole once, and after that only what is new", async () => {
  const claim = await claimed();
  const writer = ledger();
  await writer.append(claim, AT, () => Array.from({ length: 40 }, (_, index) => widened(`${index}`)));
  const reader = ledger();
  read = 0;
  expect((await reader.read(claim.incidentId))?.entries).toHaveLength(41);
  expect(read).toBe(42); // And the head, which lies behind them.
  await writer.append(claim, AT, () => [widened("more"), widened("still more")]);
  read = 0;
  expect((await reader.read(claim.incidentId))?.entries).toHaveLength(43);
  expect(read).toBe(4); // The last that was known, to see that it still stands.
});

test("a head that a crash has kept back is written once somebody finds nothing new, or looks after the incident", async () => {
  const claim = await claimed();
  await ledger().append(claim, AT, () => [widened("before the crash")]);
  await service.admin.dynamodb.send(new DeleteItemCommand({ TableName: table, Key: headKey(claim.incidentId) }));
  const listed = async () => (await ledger().list(200)).some(({ id }) => id === claim.incidentId);
  expect(await listed()).toBe(false);
  await ledger().append(claim, AT, () => []);
  expect(await listed()).toBe(true);

  await service.admin.dynamodb.send(new DeleteItemCommand({ TableName: table, Key: headKey(claim.incidentId) }));
  const looking = ledger();
  const incident = await looking.read(claim.incidentId);
  if (incident) await looking.bringIntoLists(incident);
  expect(await listed()).toBe(true);
});

test("whichever of several processes writes and reads, each sees what one without a memory sees", async () => {
  const turn = fc.record({
    who: fc.nat(2),
    what: fc.oneof(fc.constant("read"), fc.constant("cut"), fc.array(fc.string(), { maxLength: 3 })),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(turn, { maxLength: 12 }), async (turns) => {
      const claim = await claimed();
      const processes = [ledger(), ledger(), ledger()];
      for (const { who, what } of turns) {
        const acting = processes[who] ?? ledger();
        if (what === "read") {
          expect(await acting.read(claim.incidentId)).toEqual(await ledger().read(claim.incidentId));
        } else if (what === "cut") {
          // The table was set back to an earlier time.
          await remove(claim, (await ledger().read(claim.incidentId))?.entries.length ?? 0);
        } else {
          const after = await acting.append(claim, AT, () => what.map(widened));
          expect(after).toEqual(await ledger().read(claim.incidentId));
          expect(after.entries.map(({ seq }) => seq)).toEqual(after.entries.map((_, index) => index + 1));
        }
      }
    }),
    { numRuns: 40 },
  );
});

test("the incidents that were used last are kept, together so many entries, and the last one whatever its length", () => {
  const entries = (count: number) =>
    Array.from({ length: count }, (_, index): Entry => ({ seq: index + 1, at: AT, ...widened("x") }));
  const known = knownEntries(10);
  const keep = (id: string, count: number) => known.keep(id, { entries: entries(count), listed: 0 });
  const kept = () => ["a", "b", "c"].map((id) => known.of(id).entries.length);
  keep("a", 4);
  keep("b", 4);
  keep("a", 5);
  expect(kept()).toEqual([5, 4, 0]);
  keep("c", 3);
  expect(kept()).toEqual([5, 0, 3]);
  keep("b", 20);
  expect(kept()).toEqual([0, 20, 0]);
  keep("b", 0);
  expect(kept()).toEqual([0, 0, 0]);
});
