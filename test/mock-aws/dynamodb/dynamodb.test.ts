import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  GetItemCommand,
  ListTablesCommand,
  ListTagsOfResourceCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  UpdateTableCommand,
} from "@aws-sdk/client-dynamodb";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { wholeTrail } from "../../../mock-aws/cloudtrail/trail.ts";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { createLedger, item, put } from "./ledger.ts";

const ARN = "arn:aws:dynamodb:us-east-1:111122223333:table/ledger";

let aws: TestAws;
beforeEach(async () => {
  aws = await startLocalAws();
});
afterEach(() => aws.close());

describe("tables", () => {
  test("a table is being created in the answer and active in the next call, at the virtual time, under its own ARN", async () => {
    const { TableDescription } = await createLedger(aws.admin.dynamodb);
    expect(TableDescription).toMatchObject({ TableStatus: "CREATING", TableArn: ARN });
    const { Table } = await aws.admin.dynamodb.send(new DescribeTableCommand({ TableName: "ledger" }));
    expect(Table).toMatchObject({ TableStatus: "ACTIVE", CreationDateTime: new Date(aws.now()) });
    await expect(createLedger(aws.admin.dynamodb)).rejects.toMatchObject({ name: "ResourceInUseException" });
  });

  test("a deleted table is gone", async () => {
    await createLedger(aws.admin.dynamodb);
    await aws.admin.dynamodb.send(new DeleteTableCommand({ TableName: "ledger" }));
    await expect(aws.admin.dynamodb.send(put("a", 1))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: "Requested resource not found",
    });
  });

  test("each Region has tables of its own", async () => {
    await createLedger(aws.admin.dynamodb);
    const ireland = aws.as(
      { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" },
      "eu-west-1",
    );
    expect((await ireland.dynamodb.send(new ListTablesCommand({}))).TableNames).toEqual([]);
    expect((await createLedger(ireland.dynamodb)).TableDescription?.TableArn).toContain(":eu-west-1:");
  });

  test("tags given at creation are there afterwards", async () => {
    await aws.admin.dynamodb.send(
      new CreateTableCommand({
        TableName: "tagged",
        BillingMode: "PAY_PER_REQUEST",
        KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
        AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
        Tags: [{ Key: "team", Value: "blue" }],
      }),
    );
    const ResourceArn = "arn:aws:dynamodb:us-east-1:111122223333:table/tagged";
    const { Tags } = await aws.admin.dynamodb.send(new ListTagsOfResourceCommand({ ResourceArn }));
    expect(Tags).toEqual([{ Key: "team", Value: "blue" }]);
  });

  test("a change that is refused in part changes nothing of the table", async () => {
    const { dynamodb } = aws.admin;
    const TableName = "provisioned";
    const units = (count: number) => ({ ReadCapacityUnits: count, WriteCapacityUnits: count });
    const KeySchema = [{ AttributeName: "pk", KeyType: "HASH" }] as const;
    const index = { IndexName: "again", ProvisionedThroughput: units(1) };
    await dynamodb.send(
      new CreateTableCommand({
        TableName,
        KeySchema: [...KeySchema],
        AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
        ProvisionedThroughput: units(1),
        GlobalSecondaryIndexes: [{ ...index, KeySchema: [...KeySchema], Projection: { ProjectionType: "ALL" } }],
      }),
    );
    const change = { ProvisionedThroughput: units(2), GlobalSecondaryIndexUpdates: [{ Update: index }] };
    await expect(dynamodb.send(new UpdateTableCommand({ TableName, ...change }))).rejects.toMatchObject({
      name: "ValidationException",
      message: expect.stringContaining("will not change"),
    });
    const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName }));
    expect(Table).toMatchObject({ TableStatus: "ACTIVE", ProvisionedThroughput: units(1) });
  });

  test("nothing outlives a reset", async () => {
    await createLedger(aws.admin.dynamodb);
    await aws.aws.reset();
    expect((await aws.admin.dynamodb.send(new ListTablesCommand({}))).TableNames).toEqual([]);
  });
});

describe("items", () => {
  beforeEach(() => createLedger(aws.admin.dynamodb));

  test("what is put is found by key, by query in order, and by scan", async () => {
    for (const sk of [2, 1, 3]) await aws.admin.dynamodb.send(put("a", sk));
    const found = await aws.admin.dynamodb.send(
      new GetItemCommand({ TableName: ARN, Key: { pk: { S: "a" }, sk: { N: "2" } } }),
    );
    expect(found.Item).toEqual(item("a", 2));
    const { Items } = await aws.admin.dynamodb.send(
      new QueryCommand({
        TableName: "ledger",
        KeyConditionExpression: "pk = :pk AND sk > :sk",
        ExpressionAttributeValues: { ":pk": { S: "a" }, ":sk": { N: "1" } },
        ConsistentRead: true,
      }),
    );
    expect(Items?.map(({ sk }) => sk?.N)).toEqual(["2", "3"]);
    expect((await aws.admin.dynamodb.send(new ScanCommand({ TableName: "ledger", ConsistentRead: true }))).Count).toBe(
      3,
    );
  });

  test("a condition that fails changes nothing, and shows the item that made it fail where asked to", async () => {
    await aws.admin.dynamodb.send(put("a", 1, "first"));
    const second = new PutItemCommand({
      TableName: "ledger",
      Item: item("a", 1, "second"),
      ConditionExpression: "attribute_not_exists(pk)",
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    });
    await expect(aws.admin.dynamodb.send(second)).rejects.toMatchObject({
      name: "ConditionalCheckFailedException",
      message: "The conditional request failed",
      Item: item("a", 1, "first"),
    });
  });

  test("of two writers with one version only one wins", async () => {
    await aws.admin.dynamodb.send(put("a", 1, "v1"));
    const write = () =>
      aws.admin.dynamodb.send(
        new UpdateItemCommand({
          TableName: "ledger",
          Key: { pk: { S: "a" }, sk: { N: "1" } },
          UpdateExpression: "SET note = :new",
          ConditionExpression: "note = :old",
          ExpressionAttributeValues: { ":new": { S: "v2" }, ":old": { S: "v1" } },
        }),
      );
    const outcomes = await Promise.allSettled([write(), write(), write()]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  test("batches write and read several items", async () => {
    await aws.admin.dynamodb.send(
      new BatchWriteItemCommand({
        RequestItems: { ledger: [1, 2].map((sk) => ({ PutRequest: { Item: item("a", sk) } })) },
      }),
    );
    const { Responses } = await aws.admin.dynamodb.send(
      new BatchGetItemCommand({ RequestItems: { ledger: { Keys: [{ pk: { S: "a" }, sk: { N: "2" } }] } } }),
    );
    expect(Responses?.["ledger"]).toEqual([item("a", 2)]);
  });

  test("item calls are data events on the trail, with the key and without the values", async () => {
    await aws.admin.dynamodb.send(
      new UpdateItemCommand({
        TableName: "ledger",
        Key: { pk: { S: "a" }, sk: { N: "1" } },
        UpdateExpression: "SET note = :new",
        ExpressionAttributeValues: { ":new": { S: "a secret note" } },
        ReturnValues: "ALL_NEW",
      }),
    );
    await aws.admin.dynamodb.send(put("a", 1, "a secret note"));
    await aws.admin.dynamodb.send(new DescribeTableCommand({ TableName: "ledger" }));
    const records = wholeTrail(aws.aws.world()).map(({ record }) => record);
    expect(records.at(-2)).toMatchObject({
      eventName: "PutItem",
      eventCategory: "Data",
      readOnly: false,
      requestParameters: { tableName: "ledger" },
      responseElements: null,
      resources: [{ ARN, accountId: "111122223333", type: "AWS::DynamoDB::Table" }],
    });
    expect(records.at(-1)).toMatchObject({ eventName: "DescribeTable", eventCategory: "Management", readOnly: true });
    expect(JSON.stringify(records)).not.toContain("a secret note");
  });
});

describe("what the local AWS does not have is refused", () => {
  beforeEach(() => createLedger(aws.admin.dynamodb));

  test("transactions", async () => {
    const transaction = new TransactWriteItemsCommand({
      TransactItems: [{ Put: { TableName: "ledger", Item: item("a", 1) } }],
    });
    await expect(aws.admin.dynamodb.send(transaction)).rejects.toMatchObject({
      name: "NotImplemented",
      $metadata: { httpStatusCode: 501 },
    });
  });

  test.each([
    new UpdateTableCommand({ TableName: "ledger", TableClass: "STANDARD" }),
    new UpdateTableCommand({ TableName: "ledger", GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: "byNote" } }] }),
  ])("members that it would otherwise pass over", async (command) => {
    await expect(aws.admin.dynamodb.send(command)).rejects.toMatchObject({ name: "NotImplemented" });
  });
});
