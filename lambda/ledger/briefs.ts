// What is kept of a long incident for whoever looks at it: one item, made anew when entries have come after it.
import { type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { MOST_BYTES } from "./head.ts";
import type { Brief, Kept } from "./ledger.ts";
import { queryAll } from "./query-all.ts";
import { briefKey, traceKey } from "./table.ts";
import { traceOf } from "./traces.ts";

/** In one request: the key of the brief begins with that of the trace. */
export async function readKept(db: DynamoDBClient, table: string, incidentId: string): Promise<Kept> {
  const { pk, sk } = traceKey(incidentId);
  const items = await queryAll(db, {
    TableName: table,
    ConsistentRead: true,
    KeyConditionExpression: "pk = :pk AND begins_with(sk, :trace)",
    ExpressionAttributeValues: { ":pk": pk, ":trace": sk },
  });
  const [trace, brief] = [sk, briefKey(incidentId).sk].map((key) => items.find((item) => item["sk"]?.S === key.S));
  return {
    trace: trace && traceOf(trace),
    brief: brief && (JSON.parse(brief["body"]?.S ?? "{}") as Brief),
  };
}

/** Whoever comes last is right or will be found out: readers compare the hash with the newest entry's. */
export async function keepBrief(db: DynamoDBClient, table: string, brief: Brief): Promise<void> {
  const body = JSON.stringify(brief);
  if (Buffer.byteLength(body) > MOST_BYTES) return;
  await db.send(new PutItemCommand({ TableName: table, Item: { ...briefKey(brief.incident.id), body: { S: body } } }));
}
