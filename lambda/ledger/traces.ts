// Where the trace of an incident has come to: one item that each walk writes over.
import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import type { Item } from "./claim-item.ts";
import type { KnownTrace, Trace } from "./ledger.ts";
import { traceKey } from "./table.ts";

export async function readTrace(
  db: DynamoDBClient,
  table: string,
  incidentId: string,
): Promise<KnownTrace | undefined> {
  const { Item } = await db.send(
    new GetItemCommand({ TableName: table, Key: traceKey(incidentId), ConsistentRead: true }),
  );
  return Item && traceOf(Item);
}

export function traceOf(item: Item): KnownTrace {
  return { ...(JSON.parse(item["body"]?.S ?? "{}") as Trace), version: Number(item["version"]?.N) };
}

/** A walk that was slower than another one leaves the other's state: both have recorded what they found. */
export async function writeTrace(
  db: DynamoDBClient,
  table: string,
  incidentId: string,
  version: number,
  trace: Trace,
): Promise<void> {
  const command = new PutItemCommand({
    TableName: table,
    Item: { ...traceKey(incidentId), version: { N: String(version + 1) }, body: { S: JSON.stringify(trace) } },
    ConditionExpression: "attribute_not_exists(pk) OR version = :version",
    ExpressionAttributeValues: { ":version": { N: String(version) } },
  });
  await db.send(command).catch((error: unknown) => {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  });
}
