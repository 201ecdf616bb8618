// The outbox of incidents that have ended: a second claim, under a name of its own, keeps one due until people were told.
//
// The principal's claim is free for the next leak at once. What is not told meanwhile is lost neither by that nor by a crash.
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { ConditionalCheckFailedException, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import type { Incident } from "../incident.ts";
import type { Time } from "../model.ts";
import { alertKey } from "./fold.ts";
import type { Claim } from "./ledger.ts";
import { claimKey, DUE_INDEX, EXPIRES, OPEN } from "./table.ts";

/** No principal's: those begin with an account. */
const PREFIX = "untold/";

/** Whoever has ended the incident has this long to tell of it. */
const FIRST_LOOK_MS = 20_000;
const KEPT_SECONDS = 7 * 24 * 60 * 60;

export function isUntold({ principalKey }: Claim): boolean {
  return principalKey.startsWith(PREFIX);
}

/** Undefined for an incident of which the opening is not known. */
export function untoldClaim({ id, alerts, cutoff, openedAt }: Incident): Claim | undefined {
  const [openingAlert] = alerts;
  return openingAlert && { principalKey: PREFIX + id, incidentId: id, opened: false, cutoff, openedAt, openingAlert };
}

/** Due until it is told. Safe to repeat. */
export async function keepUntold(db: DynamoDBClient, table: string, incident: Incident, at: Time): Promise<void> {
  const claim = untoldClaim(incident);
  if (!claim) return;
  const { principalKey, incidentId, cutoff, openedAt, openingAlert } = claim;
  await db.send(
    new UpdateItemCommand({
      TableName: table,
      Key: claimKey(principalKey),
      UpdateExpression:
        "SET incident = :incident, cutoff = :cutoff, opened = :opened, alert = :alert, alertKey = :alertKey, #queue = :open, #due = if_not_exists(#due, :due)",
      ExpressionAttributeNames: { "#queue": DUE_INDEX.partition, "#due": DUE_INDEX.sort },
      ExpressionAttributeValues: {
        ":incident": { S: incidentId },
        ":cutoff": { S: cutoff },
        ":opened": { S: openedAt },
        ":alert": { S: JSON.stringify(openingAlert) },
        ":alertKey": { S: alertKey(openingAlert) },
        ":open": { S: OPEN },
        ":due": { S: new Date(Date.parse(at) + FIRST_LOOK_MS).toISOString() },
      },
    }),
  );
}

/** It is told, or has begun again: due no more. */
export async function forgetUntold(db: DynamoDBClient, table: string, id: string, at: Time): Promise<void> {
  try {
    await db.send(
      new UpdateItemCommand({
        TableName: table,
        Key: claimKey(PREFIX + id),
        UpdateExpression: "SET #expires = :expires REMOVE #queue, #due",
        ConditionExpression: "attribute_exists(pk)",
        ExpressionAttributeNames: { "#queue": DUE_INDEX.partition, "#due": DUE_INDEX.sort, "#expires": EXPIRES },
        ExpressionAttributeValues: { ":expires": { N: String(Math.ceil(Date.parse(at) / 1000) + KEPT_SECONDS) } },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}
