// What is kept of a long incident for whoever looks at it: one item, made anew when entries have come after it.
import { type DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { MOST_BYTES } from "./head.ts";
import type { Brief } from "./ledger.ts";
import { briefKey } from "./table.ts";

export async function readBrief(db: DynamoDBClient, table: string, incidentId: string): Promise<Brief | undefined> {
  const { Item } = await db.send(new GetItemCommand({ TableName: table, Key: briefKey(incidentId) }));
  return Item && (JSON.parse(Item["body"]?.S ?? "{}") as Brief);
}

/** Whoever comes last is right or will be found out: readers compare the hash with the newest entry's. */
export async function keepBrief(db: DynamoDBClient, table: string, brief: Brief): Promise<void> {
  const body = JSON.stringify(brief);
  if (Buffer.byteLength(body) > MOST_BYTES) return;
  await db.send(new PutItemCommand({ TableName: table, Item: { ...briefKey(brief.incident.id), body: { S: body } } }));
}
