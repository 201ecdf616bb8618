// Calls that EventBridge has brought, kept with the incident until the trace has read them from the trail as well.
import { type DynamoDBClient, PutItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import type { Time } from "../model.ts";
import type { RecordedCall } from "../trace/graph.ts";
import { heardKey } from "./table.ts";

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
  const body = JSON.stringify(call);
  if (body.length > MOST_CHARACTERS) return false;
  const expires = Math.floor(Date.parse(call.at) / 1000) + KEPT_SECONDS;
  await db.send(
    new PutItemCommand({
      TableName: table,
      Item: { ...heardKey(incidentId, call.at, call.eventId), body: { S: body }, expires: { N: String(expires) } },
    }),
  );
  return true;
}

/** Of calls made at or after `since`, oldest first. */
export async function readHeard(
  db: DynamoDBClient,
  table: string,
  incidentId: string,
  since: Time,
): Promise<readonly RecordedCall[]> {
  const { pk, sk } = heardKey(incidentId, since, "");
  const answer = await db.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: "pk = :pk AND sk BETWEEN :since AND :end",
      ExpressionAttributeValues: { ":pk": pk, ":since": sk, ":end": { S: "heard#~" } },
      ScanIndexForward: false,
      Limit: MOST_READ,
      ConsistentRead: true,
    }),
  );
  return (answer.Items ?? []).map((item) => JSON.parse(item["body"]?.S ?? "{}") as RecordedCall).reverse();
}
