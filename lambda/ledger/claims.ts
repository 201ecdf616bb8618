// Claims: the items that say which incident is a principal's.
import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import type { Incident } from "../incident.ts";
import type { Time } from "../model.ts";
import { endOf, fromItem, type Item, suppression } from "./claim-item.ts";
import { alertKey, alertKind, isOpen } from "./fold.ts";
import { type Claim, type Opening, principalKeyOf } from "./ledger.ts";
import { claimKey, DUE_INDEX, OPEN } from "./table.ts";
import { update } from "./update-claim.ts";

/** Whoever opened the incident has this long to contain it before reconcile takes it for crashed. */
const FIRST_LOOK_MS = 20_000;

/**
 * Writes the claim unless one is open, or the last one has ended and the alert tells nothing that it did not answer: what
 * was seen before the cutoff of a lifted incident, what is like a false alarm, or the very alert that was refused.
 */
export async function claim(db: DynamoDBClient, table: string, opening: Opening): Promise<Claim> {
  const principalKey = principalKeyOf(opening.alert);
  try {
    await db.send(putClaim(table, principalKey, opening));
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    const item = error.Item ?? (await readItem(db, table, principalKey));
    if (item) return { ...fromItem(item), ...suppression(item, opening) };
    throw new Error(`The claim of ${principalKey} was refused and is not there: the ledger's table loses items.`);
  }
  const { incidentId, cutoff, at, alert } = opening;
  return { principalKey, incidentId, cutoff, openedAt: at, openingAlert: alert, opened: true };
}

function putClaim(table: string, principalKey: string, { incidentId, alert, cutoff, at }: Opening): PutItemCommand {
  const falseAlarm = "(attribute_exists(suppressedUntil) AND suppressedUntil > :at AND contains(suppressed, :kind))";
  const lifted = `(ended = :lifted AND cutoff <= :lastSeen AND NOT ${falseAlarm})`;
  const news = `${lifted} OR (ended <> :lifted AND alertKey <> :alertKey)`;
  return new PutItemCommand({
    TableName: table,
    Item: {
      ...claimKey(principalKey),
      incident: { S: incidentId },
      cutoff: { S: cutoff },
      opened: { S: at },
      alert: { S: JSON.stringify(alert) },
      alertKey: { S: alertKey(alert) },
      [DUE_INDEX.partition]: { S: OPEN },
      [DUE_INDEX.sort]: { S: firstLook(at) },
    },
    ConditionExpression: `attribute_not_exists(pk) OR (attribute_not_exists(#queue) AND (${news}))`,
    ExpressionAttributeNames: { "#queue": DUE_INDEX.partition },
    ExpressionAttributeValues: {
      ":alertKey": { S: alertKey(alert) },
      ":lifted": { S: "lifted" },
      ":lastSeen": { S: alert.lastSeen },
      ":at": { S: at },
      ":kind": { S: alertKind(alert) },
    },
    ReturnValuesOnConditionCheckFailure: "ALL_OLD",
  });
}

async function readItem(db: DynamoDBClient, table: string, principalKey: string): Promise<Item | undefined> {
  const answer = await db.send(
    new GetItemCommand({ TableName: table, Key: claimKey(principalKey), ConsistentRead: true }),
  );
  return answer.Item;
}

/** Undefined where the principal's claim has passed to a later incident. */
export async function claimOf(db: DynamoDBClient, table: string, incident: Incident): Promise<Claim | undefined> {
  const [opening] = incident.alerts;
  const item = opening && (await readItem(db, table, principalKeyOf(opening)));
  const claimed = item && fromItem(item);
  return claimed?.incidentId === incident.id ? claimed : undefined;
}

/** Keeps the claim in step with the incident: an open one is due some time, whatever happened before; an ended one never. */
export async function follow(
  db: DynamoDBClient,
  table: string,
  { principalKey, incidentId }: Claim,
  incident: Incident,
  at: Time,
): Promise<void> {
  const last = incident.alerts.at(-1);
  const members: Item = {
    cutoff: { S: incident.cutoff },
    alertKey: { S: last ? alertKey(last) : "" },
    ...(incident.approved ? { approved: { S: JSON.stringify(incident.approved) } } : {}),
    ...(incident.widened ? { widened: { BOOL: true } } : {}),
    ...(hasFallenBack(incident) ? { fellBack: { BOOL: true } } : {}),
    ...(isOpen(incident) ? { [DUE_INDEX.partition]: { S: OPEN } } : endOf(incident)),
  };
  const names = Object.keys(members);
  const sets = names.map((name) => `#${name} = :${name}`);
  const dues = isOpen(incident)
    ? ", #due = if_not_exists(#due, :due) REMOVE ended"
    : ` REMOVE #${DUE_INDEX.partition}, #due`;
  await update(db, table, principalKey, incidentId, {
    UpdateExpression: `SET ${sets.join(", ")}${dues}`,
    ExpressionAttributeNames: {
      ...Object.fromEntries([...names, DUE_INDEX.partition].map((name) => [`#${name}`, name])),
      "#due": DUE_INDEX.sort,
    },
    ExpressionAttributeValues: {
      ...Object.fromEntries(Object.entries(members).map(([name, value]) => [`:${name}`, value])),
      ...(isOpen(incident) ? { ":due": { S: firstLook(at) } } : {}),
    },
  });
}

function hasFallenBack({ entries }: Incident): boolean {
  return entries.some(({ type }) => type === "fell-back");
}

function firstLook(at: Time): Time {
  return new Date(Date.parse(at) + FIRST_LOOK_MS).toISOString();
}
