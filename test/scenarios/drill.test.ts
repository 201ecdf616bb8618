// A drill goes the whole way, from the bus to the ledger, and touches nobody: whatever it says.
import { type DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { GetQueueUrlCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { DRILL_EVENT } from "../../lambda/drill-event.ts";
import { credentialLeakType } from "../../lambda/intake/credential-leak.ts";
import { dynamodbLedger } from "../../lambda/ledger/dynamodb-ledger.ts";
import { route } from "../../lambda/route.ts";
import { wholeTrail } from "../../mock-aws/cloudtrail/trail.ts";
import { arbitraryInput } from "../support/arbitrary-input.ts";
import { valuesOf } from "../support/emf.ts";
import { leakSession, works } from "../support/leak.ts";
import { startService, type TestService } from "../support/service.ts";

let service: TestService;

/** What our role has written into IAM. */
function writes(): readonly string[] {
  return wholeTrail(service.aws.world()).flatMap(({ record }) => {
    const isOurs = JSON.stringify(record.userIdentity).includes("role/credential-leak-responder");
    return isOurs && record.readOnly === false && record.eventSource === "iam.amazonaws.com" ? [record.eventName] : [];
  });
}

async function deadLetters(): Promise<number> {
  const { sqs } = service.admin;
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: "credential-leak-responder-dead-letters" }));
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
  return Messages.length;
}

describe("from the bus", () => {
  afterEach(() => service.close());

  test("it arrives, under the Region that it came from", async () => {
    service = await startService({ measured: true });
    await service.deliver(DRILL_EVENT);
    expect(valuesOf(service.emf, "DrillArrived", { Region: "us-east-1" })).toEqual([1]);
    expect(await service.deps.ledger.list(10)).toEqual([]);
    expect(await service.invoke({ ...DRILL_EVENT, region: "eu-west-1" })).toMatchObject({ region: "eu-west-1" });
    expect(valuesOf(service.emf, "DrillArrived", { Region: "eu-west-1" })).toEqual([1]);
  });

  test("what it leaves in the ledger's table is gone in an hour", async () => {
    service = await startService({ measured: true });
    await service.deliver(DRILL_EVENT);
    const { Items = [] } = await service.admin.dynamodb.send(
      new ScanCommand({ TableName: await service.ledgerTable() }),
    );
    const left = Items.filter(({ pk }) => pk?.S !== "drill#last"); // When it came is kept, once for each Region.
    expect([left.length, Items.length]).toEqual([1, 2]);
    expect(Number(left[0]?.["expires"]?.N) * 1000 - service.now()).toBeLessThanOrEqual(3_600_000);
  });

  test("a ledger that takes everything and gives nothing back fails it", async () => {
    service = await startService({ measured: true });
    const forgetful = dynamodbLedger({ send: async () => ({}) } as unknown as DynamoDBClient, "forgetful"); // It calls send alone.
    await expect(route({ ...service.deps, ledger: forgetful }, DRILL_EVENT)).rejects.toThrow(
      /The drill failed: the ledger/,
    );
  });

  test("without the ledger it does not arrive: it lies with the dead letters", async () => {
    service = await startService({ measured: true });
    service.aws
      .world()
      .faults.push({ service: "dynamodb", operation: "PutItem", fault: "error", times: 400, probability: 1 });
    await service.deliver(DRILL_EVENT);
    await service.advance(300);
    expect(valuesOf(service.emf, "DrillArrived", { Region: "us-east-1" }).filter((value) => value > 0)).toEqual([]);
    expect(await deadLetters()).toBe(1);
  });

  test("neither does it where the responder may not read roles any more", async () => {
    service = await startService({ measured: true });
    const broken = {
      ...service.deps,
      places: { ...service.deps.places, aws: () => Promise.reject(new Error("no way in")) },
    };
    await expect(route(broken, DRILL_EVENT)).rejects.toThrow("no way in");
    expect(valuesOf(service.emf, "DrillArrived", { Region: "us-east-1" })).toEqual([]);
  });
});

describe("whatever it says", () => {
  beforeAll(async () => {
    service = await startService({ measured: true });
  });
  afterAll(() => service.close());

  test("no step is taken, and no incident is opened", async () => {
    const leak = await leakSession(service);
    const { accessKeyId } = leak.stolen.keys;
    const named = { account: "111122223333", principal: { type: "role", name: "app" }, accessKeyId };
    const detail = fc.oneof(
      arbitraryInput(credentialLeakType()) as fc.Arbitrary<object>,
      fc.dictionary(fc.constantFrom("account", "principal", "accessKeyId", "reason", "id", "action"), fc.jsonValue()),
      fc.constantFrom(named, { ...named, reason: "x", reporter: "x", scope: "session" }, leak.event().detail),
    );
    const envelope = fc.record(
      { action: fc.constantFrom("contain", "lift"), region: fc.jsonValue(), time: fc.jsonValue(), id: fc.jsonValue() },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(detail, envelope, async (said, around) => {
        const event = { ...around, ...DRILL_EVENT, detail: { ...Object(said), drill: true } };
        expect(await service.invoke(event)).toMatchObject({ drill: "arrived", failed: false });
      }),
      { numRuns: 100 },
    );
    expect(writes()).toEqual([]);
    expect(await service.deps.ledger.list(10)).toEqual([]);
    await expect(works(leak.stolen)).resolves.toBeUndefined();
  });

  test("the same without the word is a leak like any other", async () => {
    const leak = await leakSession(service, "web");
    const { drill: _drill, ...detail } = DRILL_EVENT.detail;
    await service.deliver({ ...DRILL_EVENT, detail: { ...detail, principal: { type: "role", name: "web" } } });
    await service.advance(10);
    await expect(works(leak.stolen)).rejects.toThrow(/explicit deny/);
    expect(writes()).toContain("PutRolePolicy");
  });
});
