import { CreateTableCommand, PutItemCommand, QueryCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";

let aws: TestAws;
beforeEach(async () => {
  aws = await startLocalAws();
});
afterEach(() => aws.close());

const TableName = "queue";
const text = (name: string) => ({ AttributeName: name, AttributeType: "S" }) as const;

const createQueue = () =>
  aws.admin.dynamodb.send(
    new CreateTableCommand({
      TableName,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [text("pk"), text("queue"), text("due")],
      KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
      GlobalSecondaryIndexes: [
        {
          IndexName: "due",
          KeySchema: [
            { AttributeName: "queue", KeyType: "HASH" },
            { AttributeName: "due", KeyType: "RANGE" },
          ],
          Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["note"] },
        },
      ],
    }),
  );

const put = (pk: string, more: Record<string, { S: string }> = {}) =>
  aws.admin.dynamodb.send(
    new PutItemCommand({
      TableName,
      Item: { pk: { S: pk }, queue: { S: "open" }, due: { S: "noon" }, body: { S: "x" }, ...more },
    }),
  );

async function open(Limit?: number): Promise<readonly unknown[]> {
  const found: unknown[] = [];
  let ExclusiveStartKey: Record<string, never> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await aws.admin.dynamodb.send(
      new QueryCommand({
        TableName,
        IndexName: "due",
        KeyConditionExpression: "queue = :open",
        ExpressionAttributeValues: { ":open": { S: "open" } },
        Limit,
        ExclusiveStartKey,
      }),
    );
    found.push(...Items);
    ExclusiveStartKey = LastEvaluatedKey as typeof ExclusiveStartKey;
  } while (ExclusiveStartKey);
  return found;
}

test("an index holds every item of one key, and shows of each what it is made to show", async () => {
  await createQueue();
  // Of these two keys dynalite makes the same hash of six digits.
  await put("principal#3796");
  await put("principal#4402", { note: { S: "second" } });
  const both = [
    { pk: { S: "principal#3796" }, queue: { S: "open" }, due: { S: "noon" } },
    { pk: { S: "principal#4402" }, queue: { S: "open" }, due: { S: "noon" }, note: { S: "second" } },
  ];
  expect(await open()).toEqual(both);
  expect(await open(1)).toEqual(both);
});

test("an item that loses the index's key leaves the index, and no other does", async () => {
  await createQueue();
  await put("principal#3796");
  await put("principal#4402");
  const leave = {
    TableName,
    Key: { pk: { S: "principal#3796" } },
    UpdateExpression: "REMOVE #queue",
    ExpressionAttributeNames: { "#queue": "queue" },
  };
  await aws.admin.dynamodb.send(new UpdateItemCommand(leave));
  expect(await open()).toMatchObject([{ pk: { S: "principal#4402" } }]);
});
