// The ledger keeps calls apart from the record of the incident: each once, however often it is told.
import { afterEach, beforeEach, expect, test } from "vitest";
import { dynamodbLedger } from "../../../lambda/ledger/dynamodb-ledger.ts";
import type { KeptCall } from "../../../lambda/residual/kept-call.ts";
import { startService, type TestService } from "../../support/service.ts";

let service: TestService;
beforeEach(async () => {
  service = await startService({ dynamodb: true });
});
afterEach(() => service.close());

const kept = (slot: string, userName = "eve"): KeptCall => ({
  slot,
  name: "iam:CreateUser",
  at: "2026-03-01T09:00:00.000Z",
  node: "ASIAEXAMPLE",
  bytes: 100,
  record: { requestParameters: { userName } },
});

test("a call that is told again stands once, with its last words; another incident's stay apart", async () => {
  const { ledger } = service.deps;
  await ledger.keepCalls("one", { calls: [kept("t1#a"), kept("t2#b")], leftOut: [] });
  await ledger.keepCalls("one", { calls: [kept("t2#b", "mallory")], leftOut: [] });
  await ledger.keepCalls("two", { calls: [kept("t1#a")], leftOut: [] });
  expect(await ledger.readCalls("one")).toEqual({ calls: [kept("t1#a"), kept("t2#b", "mallory")], leftOut: [] });
});

test("what found no room is added up by name", async () => {
  const { ledger } = service.deps;
  const lost = (count: number, lastAt: string) => ({ call: "kms:Decrypt", count, lastAt });
  await ledger.keepCalls("one", { calls: [kept("t1#a")], leftOut: [lost(3, "2026-03-01T09:00:00Z")] });
  await ledger.keepCalls("one", { calls: [], leftOut: [lost(4, "2026-03-01T10:00:00Z")] });
  const { calls, leftOut } = await ledger.readCalls("one");
  expect(calls).toHaveLength(1);
  expect(leftOut).toEqual([lost(7, "2026-03-01T10:00:00Z")]);
});

test("more than DynamoDB answers at once is read to the end", async () => {
  const { ledger } = service.deps;
  const calls = Array.from({ length: 60 }, (_, index) => kept(`t#${index}`, "x".repeat(30_000)));
  await ledger.keepCalls("one", { calls, leftOut: [] });
  expect((await ledger.readCalls("one")).calls).toHaveLength(60);
});

test("a call that could not be kept is an error, and no other one is lost by it", async () => {
  const { ledger } = service.deps;
  const gone = dynamodbLedger(service.admin.dynamodb, "no-such-table");
  await expect(gone.keepCalls("one", { calls: [kept("t1#a")], leftOut: [] })).rejects.toThrow();
  const calls = [kept("t1#a"), kept("t2#b", "x".repeat(500_000)), kept("t3#c")];
  await expect(ledger.keepCalls("one", { calls, leftOut: [] })).rejects.toThrow();
  expect((await ledger.readCalls("one")).calls.map(({ slot }) => slot)).toEqual(["t1#a", "t3#c"]);
});

test("calls are no part of the chain of entries", async () => {
  const { ledger } = service.deps;
  await service.invoke({ action: "contain", principal: { type: "role", name: "app" }, reason: "a test of ours" });
  const { id } = await service.incident();
  await ledger.keepCalls(id, { calls: [kept("t1#a")], leftOut: [] });
  expect(await ledger.verify(id)).toEqual([]);
});
