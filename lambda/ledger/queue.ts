// The queue of open incidents: which are due, who takes one, and when it is due again.
import { type DynamoDBClient, QueryCommand } from "@aws-sdk/client-dynamodb";
import type { Time } from "../model.ts";
import { fromItem } from "./claim-item.ts";
import type { Claim } from "./ledger.ts";
import { queryAll } from "./query-all.ts";
import { DUE_INDEX, OPEN } from "./table.ts";
import { update } from "./update-claim.ts";

/** The claims whose incidents are open and due, longest due first. */
export async function due(db: DynamoDBClient, table: string, now: Time): Promise<readonly Claim[]> {
  const items = await queryAll(db, {
    TableName: table,
    IndexName: DUE_INDEX.name,
    KeyConditionExpression: "#queue = :open AND #due <= :now",
    ExpressionAttributeNames: { "#queue": DUE_INDEX.partition, "#due": DUE_INDEX.sort },
    ExpressionAttributeValues: { ":open": { S: OPEN }, ":now": { S: now } },
  });
  return items.map(fromItem);
}

/** Whether any incident is open at all. */
export async function hasOpen(db: DynamoDBClient, table: string): Promise<boolean> {
  const answer = await db.send(
    new QueryCommand({
      TableName: table,
      IndexName: DUE_INDEX.name,
      KeyConditionExpression: "#queue = :open",
      ExpressionAttributeNames: { "#queue": DUE_INDEX.partition },
      ExpressionAttributeValues: { ":open": { S: OPEN } },
      Limit: 1,
    }),
  );
  return (answer.Items ?? []).length > 0;
}

/** Only one of those who saw the same `dueAt` gets it. */
export async function take(
  db: DynamoDBClient,
  table: string,
  { principalKey, incidentId, dueAt: seen }: Claim,
  dueAt: Time,
): Promise<boolean> {
  return update(
    db,
    table,
    principalKey,
    incidentId,
    {
      UpdateExpression: "SET #due = :due",
      ExpressionAttributeNames: { "#due": DUE_INDEX.sort },
      ExpressionAttributeValues: { ":due": { S: dueAt }, ":seen": { S: seen ?? "" } },
    },
    "#due = :seen",
  );
}

/** How long whoever answers for a person may be at work, or have a write under way that nobody has heard of. */
const HASTENED_FOR_MS = 5 * 60_000;

/** Due at once. Remembered, so that a heartbeat that has read the incident earlier does not put it off after all. */
export async function hasten(
  db: DynamoDBClient,
  table: string,
  { principalKey, incidentId }: Claim,
  at: Time,
): Promise<void> {
  await update(db, table, principalKey, incidentId, {
    UpdateExpression: "SET #due = :at, hastened = :at",
    ExpressionAttributeNames: { "#due": DUE_INDEX.sort },
    ExpressionAttributeValues: { ":at": { S: at } },
  });
}

export async function putOff(
  db: DynamoDBClient,
  table: string,
  { principalKey, incidentId }: Claim,
  { at, until }: { readonly at: Time; readonly until: Time },
): Promise<void> {
  const idleSince = new Date(Date.parse(at) - HASTENED_FOR_MS).toISOString();
  await update(
    db,
    table,
    principalKey,
    incidentId,
    {
      UpdateExpression: "SET #due = :until",
      ExpressionAttributeNames: { "#due": DUE_INDEX.sort },
      ExpressionAttributeValues: { ":until": { S: until }, ":idleSince": { S: idleSince } },
    },
    "(attribute_not_exists(hastened) OR hastened < :idleSince)",
  );
}

export async function schedule(
  db: DynamoDBClient,
  table: string,
  { principalKey, incidentId }: Claim,
  dueAt: Time,
): Promise<void> {
  await update(db, table, principalKey, incidentId, {
    UpdateExpression: "SET #due = :due",
    ExpressionAttributeNames: { "#due": DUE_INDEX.sort },
    ExpressionAttributeValues: { ":due": { S: dueAt } },
  });
}
