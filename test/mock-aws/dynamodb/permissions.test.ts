import {
  BatchWriteItemCommand,
  GetItemCommand,
  ListTablesCommand,
  QueryCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { sessionWith } from "../../support/session.ts";
import { createLedger, item, put } from "./ledger.ts";

const ARN = "arn:aws:dynamodb:us-east-1:111122223333:table/ledger";

let aws: TestAws;
beforeEach(async () => {
  aws = await startLocalAws();
});
afterEach(() => aws.close());

describe("permissions", () => {
  beforeEach(() => createLedger(aws.admin.dynamodb));

  test("are asked for on the table's ARN, whether the request names it by name or by ARN", async () => {
    const reader = await sessionWith(aws, { Effect: "Allow", Action: "dynamodb:GetItem", Resource: ARN });
    const Key = { pk: { S: "a" }, sk: { N: "1" } };
    await reader.dynamodb.send(new GetItemCommand({ TableName: "ledger", Key }));
    await reader.dynamodb.send(new GetItemCommand({ TableName: ARN, Key }));
    await expect(reader.dynamodb.send(put("a", 1))).rejects.toMatchObject({
      name: "AccessDeniedException",
      message: expect.stringContaining(`is not authorized to perform: dynamodb:PutItem on resource: ${ARN} because`),
    });
    await expect(reader.dynamodb.send(new ListTablesCommand({}))).rejects.toMatchObject({
      name: "AccessDeniedException",
    });
  });

  test("dynamodb:LeadingKeys confines a caller to the items under their own key", async () => {
    const tenant = await sessionWith(aws, {
      Effect: "Allow",
      Action: ["dynamodb:PutItem", "dynamodb:Query", "dynamodb:BatchWriteItem"],
      Resource: ARN,
      Condition: { "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": ["mine"] } },
    });
    await tenant.dynamodb.send(put("mine", 1));
    await expect(tenant.dynamodb.send(put("theirs", 1))).rejects.toMatchObject({ name: "AccessDeniedException" });
    const query = (pk: string) =>
      new QueryCommand({
        TableName: "ledger",
        KeyConditionExpression: "#key = :key",
        ExpressionAttributeNames: { "#key": "pk" },
        ExpressionAttributeValues: { ":key": { S: pk } },
      });
    expect((await tenant.dynamodb.send(query("mine"))).Count).toBe(1);
    await expect(tenant.dynamodb.send(query("theirs"))).rejects.toMatchObject({ name: "AccessDeniedException" });
    const batch = new BatchWriteItemCommand({
      RequestItems: { ledger: ["mine", "theirs"].map((pk) => ({ PutRequest: { Item: item(pk, 7) } })) },
    });
    await expect(tenant.dynamodb.send(batch)).rejects.toMatchObject({ name: "AccessDeniedException" });
  });

  test("dynamodb:Attributes sees every attribute that a request names", async () => {
    const narrow = await sessionWith(aws, {
      Effect: "Allow",
      Action: "dynamodb:UpdateItem",
      Resource: ARN,
      Condition: { "ForAllValues:StringEquals": { "dynamodb:Attributes": ["pk", "sk", "note"] } },
    });
    const update = (name: string) =>
      new UpdateItemCommand({
        TableName: "ledger",
        Key: { pk: { S: "a" }, sk: { N: "1" } },
        UpdateExpression: "SET #name = if_not_exists(#name, :value)",
        ExpressionAttributeNames: { "#name": name },
        ExpressionAttributeValues: { ":value": { S: "x" } },
      });
    await narrow.dynamodb.send(update("note"));
    await expect(narrow.dynamodb.send(update("owner"))).rejects.toMatchObject({ name: "AccessDeniedException" });
  });

  test("another account's table is out of reach, by its ARN too", async () => {
    const foreign = "arn:aws:dynamodb:us-east-1:444455556666:table/ledger";
    const read = new GetItemCommand({ TableName: foreign, Key: { pk: { S: "a" }, sk: { N: "1" } } });
    await expect(aws.admin.dynamodb.send(read)).rejects.toMatchObject({ name: "AccessDeniedException" });
  });
});
