// Whether the ledger takes what is written and gives it back: an item that belongs to no incident and expires.
import { type DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import type { Time } from "../model.ts";
import { drillKey, EXPIRES } from "./table.ts";

const KEPT_SECONDS = 60 * 60;

export async function tryOut(db: DynamoDBClient, table: string, id: string, at: Time): Promise<boolean> {
  const expires = String(Math.floor(Date.parse(at) / 1000) + KEPT_SECONDS);
  const item = { ...drillKey(id), at: { S: at }, [EXPIRES]: { N: expires } };
  await db.send(new PutItemCommand({ TableName: table, Item: item }));
  const { Item } = await db.send(new GetItemCommand({ TableName: table, Key: drillKey(id), ConsistentRead: true }));
  return Item?.["at"]?.S === at;
}
