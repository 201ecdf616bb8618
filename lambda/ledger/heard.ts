// Calls that EventBridge has brought, kept with the incident until the trace has read them from the trail as well; and those
// that were nobody's when they were heard, kept by the key that signed them.
import {
  type AttributeValue,
  type DynamoDBClient,
  PutItemCommand,
  QueryCommand,
  type QueryCommandInput,
} from "@aws-sdk/client-dynamodb";
import type { Time } from "../model.ts";
import type { RecordedCall } from "../trace/graph.ts";
import { EXPIRES, heardKey, strayKey } from "./table.ts";

const KEPT_SECONDS = 24 * 60 * 60;
/** An item of DynamoDB holds 400 KB. A longer record is left to the slow road. */
const MOST_CHARACTERS = 200_000;
/** What a flood of calls may cost a reading: the newest count. */
const MOST_READ = 200;

/** Doing it twice is doing it once. False where the call is too long to be kept. */
export async function keepHeard(
  db: DynamoDBClient,
  table: string,
  incidentId: string,
  call: RecordedCall,
): Promise<boolean> {
  return keep(db, table, heardKey(incidentId, call.at, call.eventId), call);
}

/** By the key that has signed it; false where there is none, or the call is too long. */
export async function keepStray(db: DynamoDBClient, table: string, call: RecordedCall): Promise<boolean> {
  const { accessKeyId, at, eventId } = call;
  return accessKeyId !== undefined && keep(db, table, strayKey(accessKeyId, at, eventId), call);
}

async function keep(
  db: DynamoDBClient,
  table: string,
  key: Record<string, AttributeValue>,
  call: RecordedCall,
): Promise<boolean> {
  const body = JSON.stringify(call);
  if (body.length > MOST_CHARACTERS) return false;
  const expires = String(Math.floor(Date.parse(call.at) / 1000) + KEPT_SECONDS);
  await db.send(
    new PutItemCommand({ TableName: table, Item: { ...key, body: { S: body }, [EXPIRES]: { N: expires } } }),
  );
  return true;
}

/** Of calls made at or after `since`, oldest first. */
export function readHeard(
  db: DynamoDBClient,
  table: string,
  incidentId: string,
  since: Time,
): Promise<readonly RecordedCall[]> {
  const { pk, sk } = heardKey(incidentId, since, "");
  return readCalls(db, table, {
    KeyConditionExpression: "pk = :pk AND sk BETWEEN :since AND :end",
    ExpressionAttributeValues: { ":pk": pk, ":since": sk, ":end": { S: "heard#~" } },
  });
}

/** Whatever the keys have signed of what was kept as nobody's. */
export async function readStrays(
  db: DynamoDBClient,
  table: string,
  accessKeyIds: readonly string[],
): Promise<readonly RecordedCall[]> {
  const readings = await Promise.all(
    accessKeyIds.map((id) =>
      readCalls(db, table, {
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": strayKey(id, "", "").pk },
      }),
    ),
  );
  return readings.flat();
}

/** The newest, oldest first. */
async function readCalls(
  db: DynamoDBClient,
  table: string,
  question: Pick<QueryCommandInput, "KeyConditionExpression" | "ExpressionAttributeValues">,
): Promise<readonly RecordedCall[]> {
  const answer = await db.send(
    new QueryCommand({
      TableName: table,
      ...question,
      ScanIndexForward: false,
      Limit: MOST_READ,
      ConsistentRead: true,
    }),
  );
  return (answer.Items ?? []).map((item) => JSON.parse(item["body"]?.S ?? "{}") as RecordedCall).reverse();
}
