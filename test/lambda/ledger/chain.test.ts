import { DeleteItemCommand, PutItemCommand, QueryCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { hashOf, type Link, verifyChain } from "../../../lambda/ledger/chain.ts";
import { leakSession } from "../../support/leak.ts";
import { startService, type TestService } from "../../support/service.ts";

const ID = "20260301T090100Z-0a1b2c3d";

function chainOf(bodies: readonly string[]): Link[] {
  const links: Link[] = [];
  for (const [index, body] of bodies.entries()) {
    links.push({ seq: index + 1, body, hash: hashOf(links.at(-1)?.hash ?? ID, body) });
  }
  return links;
}

const headOf = (links: readonly Link[]) => ({ version: links.length, hash: links.at(-1)?.hash ?? "" });
const bodies = fc.array(fc.string(), { minLength: 2, maxLength: 12 });

describe("the chain of an incident's entries", () => {
  test("is whole as it was written, also where the head is behind", () => {
    fc.assert(
      fc.property(bodies, fc.nat(), (written, at) => {
        const links = chainOf(written);
        const behind = headOf(links.slice(0, 1 + (at % links.length)));
        expect(verifyChain(ID, links, headOf(links))).toEqual([]);
        expect(verifyChain(ID, links, behind)).toEqual([]);
      }),
    );
  });

  test("shows every edit of an entry, with or without its hash, from there on", () => {
    fc.assert(
      fc.property(bodies, fc.nat(), fc.string(), fc.boolean(), (written, at, text, rehashed) => {
        const links = chainOf(written);
        const index = at % links.length;
        const [before, link] = [links[index - 1]?.hash ?? ID, links[index]];
        if (!link || link.body === text) return;
        const hash = rehashed ? hashOf(before, text) : link.hash;
        const edited = links.with(index, { ...link, body: text, hash });
        expect(verifyChain(ID, edited, headOf(links))).not.toEqual([]);
      }),
    );
  });

  test("shows an entry that was removed, wherever it stood, and two that changed places", () => {
    fc.assert(
      fc.property(bodies, fc.nat(), (written, at) => {
        const links = chainOf(written);
        const index = at % links.length;
        expect(verifyChain(ID, links.toSpliced(index, 1), headOf(links))).not.toEqual([]);
        const [one, other] = [links[index], links[(index + 1) % links.length]];
        if (!one || !other) return;
        const swapped = links.with(index, other).with((index + 1) % links.length, one);
        expect(verifyChain(ID, swapped, headOf(links))).not.toEqual([]);
      }),
    );
  });

  test("of another incident is not this one's", () => {
    const links = chainOf(["a", "b"]);
    expect(verifyChain("another", links, headOf(links))).not.toEqual([]);
  });
});

describe("the ledger of the service", () => {
  let TableName: string;
  let service: TestService;
  let id: string;
  beforeEach(async () => {
    service = await startService({ dynamodb: true });
    TableName = await service.ledgerTable();
    await service.deliver((await leakSession(service)).event());
    await service.advance(120);
    id = (await service.incident()).id;
  });
  afterEach(() => service.close());

  const verify = () => service.invoke({ action: "verify-ledger", id });
  const entry = (seq: number) => ({ pk: { S: `incident#${id}` }, sk: { S: `entry#00000${seq}` } });

  test("is whole, and every entry shows its hash", async () => {
    expect(await verify()).toMatchObject({ verified: 1, whole: true, problems: [] });
    for (const { hash } of (await service.incident()).entries) expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(await service.invoke({ action: "verify-ledger" })).toMatchObject({ verified: 1, whole: true });
  });

  test("shows which entry somebody has edited in the table", async () => {
    const { Items } = await service.admin.dynamodb.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: "pk = :pk AND begins_with(sk, :entry)",
        ExpressionAttributeValues: { ":pk": entry(1).pk, ":entry": { S: "entry#" } },
      }),
    );
    const body = Items?.[1]?.["body"]?.S?.replace("contain", "refuse!") ?? "";
    const change = { UpdateExpression: "SET body = :body", ExpressionAttributeValues: { ":body": { S: body } } };
    await service.admin.dynamodb.send(new UpdateItemCommand({ TableName, Key: entry(2), ...change }));
    expect(await verify()).toMatchObject({
      whole: false,
      problems: [{ incident: id, because: expect.stringContaining("Entry 2 was changed") }],
    });
  });

  test("shows that the end was cut off", async () => {
    const last = (await service.incident()).entries.length;
    await service.admin.dynamodb.send(new DeleteItemCommand({ TableName, Key: entry(last) }));
    expect(await verify()).toMatchObject({
      problems: [{ because: expect.stringContaining("missing at the end") }],
    });
  });

  test("says that an incident is not there", async () => {
    expect(await service.invoke({ action: "verify-ledger", id: "none" })).toMatchObject({
      whole: false,
      problems: [{ because: "There is no incident none." }],
    });
  });

  test("shows an entry that was put in after the last", async () => {
    const last = (await service.incident()).entries.length;
    const Item = { ...entry(last + 1), body: { S: '{"type":"lifted"}' }, hash: { S: "0".repeat(64) } };
    await service.admin.dynamodb.send(new PutItemCommand({ TableName, Item }));
    expect(await verify()).toMatchObject({ whole: false });
  });
});
