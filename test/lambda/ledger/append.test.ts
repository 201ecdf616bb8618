// Entries of one append while others write to the incident, and while the ledger fails.
import { type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { beforeEach, expect, test } from "vitest";
import { ledgerTable } from "../../../client/table/ledger-table.ts";
import type { EntryBody } from "../../../lambda/incident.ts";
import { dynamodbLedger } from "../../../lambda/ledger/dynamodb-ledger.ts";
import type { Claim, Ledger } from "../../../lambda/ledger/ledger.ts";
import type { Alert } from "../../../lambda/model.ts";
import { itemsInMemory } from "../../../simulate/memory-ledger.ts";

const AT = "2026-03-01T09:00:00.000Z";
const alert: Alert = {
  source: "guardduty",
  id: "one",
  type: "a leak",
  title: "a leak",
  region: "us-east-1",
  account: "111122223333",
  principal: { kind: "role", name: "app" },
  sample: false,
  lastSeen: AT,
};
const KEY = "ASIAIOSFODNN7EXAMPLE";
const said = (because: string): EntryBody => ({ type: "released", because });
const repeated: EntryBody = { type: "alert", alert: { ...alert, accessKeyId: KEY }, effect: "changes-nothing" };

let ledger: Ledger;
let claim: Claim;
/** Called before each item is put, with its keys: what it rejects with is DynamoDB's answer. */
let before: (pk: string, sk: string) => Promise<void>;
beforeEach(async () => {
  const table = ledgerTable(itemsInMemory());
  before = async () => undefined;
  const send = async (command: PutItemCommand) => {
    const { pk, sk } = command instanceof PutItemCommand ? (command.input.Item ?? {}) : {};
    if (pk?.S !== undefined) await before(pk.S, sk?.S ?? "");
    return table.send(command);
  };
  ledger = dynamodbLedger({ send } as unknown as DynamoDBClient, "in-memory"); // The ledger calls `send` and nothing else.
  claim = await ledger.claim({ incidentId: "app", alert, cutoff: "2026-03-01T09:00:30Z", at: AT });
});

const reasons = async () =>
  (await ledger.read("app"))?.entries.flatMap((entry) => (entry.type === "released" ? entry.because : []));

test("what was written before somebody else took the next number is not written again", async () => {
  let puts = 0;
  before = async (pk) => {
    if (!pk.startsWith("incident#") || ++puts !== 3) return; // The opening, and ours for the first time, went before.
    await ledger.append(claim, AT, () => [said("theirs")]);
  };
  await ledger.append(claim, AT, () => [said("one"), said("two"), said("two")]);
  expect(await reasons()).toEqual(["one", "theirs", "two", "two"]);
  expect(await ledger.verify("app")).toEqual([]);
});

test("a key is listened for as soon as an entry names it, though the ledger fails in between", async () => {
  let isDown = true;
  before = async (pk) => {
    if (isDown && pk.startsWith("watched#")) throw new Error("DynamoDB does not answer.");
  };
  const append = () => ledger.append(claim, AT, ({ alerts }) => (alerts.length > 1 ? [] : [repeated]));
  await expect(append()).rejects.toThrow("does not answer");
  isDown = false;
  await append();
  expect((await ledger.read("app"))?.alerts).toHaveLength(2);
  expect((await ledger.watching([`key|${KEY}`])).map(({ incidentId }) => incidentId)).toEqual(["app"]);
});
