// Claims: the items that say which incident is a principal's, and when somebody must look at it again.
import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import type { Alert, Incident, Time } from "../model.ts";
import { alertKey, isOpen } from "./fold.ts";
import { type Claim, type Opening, principalKeyOf } from "./ledger.ts";
import { claimKey, DUE_INDEX, OPEN } from "./table.ts";

type Item = Record<string, AttributeValue>;

/** Whoever opened the incident has this long to contain it before reconcile takes it for crashed. */
const FIRST_LOOK_MS = 20_000;

/**
 * Writes the claim unless one is open, or the last one has ended and the alert tells nothing that it did not answer: what
 * was seen before the cutoff of a lifted incident, or the very alert that was refused.
 */
export async function claim(db: DynamoDBClient, table: string, opening: Opening): Promise<Claim> {
  const principalKey = principalKeyOf(opening.alert);
  try {
    await db.send(putClaim(table, principalKey, opening));
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    const known = error.Item ? fromItem(error.Item) : await read(db, table, principalKey);
    if (known) return known;
    throw new Error(`The claim of ${principalKey} was refused and is not there: the ledger's table loses items.`);
  }
  const { incidentId, cutoff, at, alert } = opening;
  return { principalKey, incidentId, cutoff, openedAt: at, openingAlert: alert, opened: true };
}

function putClaim(table: string, principalKey: string, { incidentId, alert, cutoff, at }: Opening): PutItemCommand {
  const news = "(ended = :lifted AND cutoff <= :lastSeen) OR (ended <> :lifted AND alertKey <> :alertKey)";
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
    },
    ReturnValuesOnConditionCheckFailure: "ALL_OLD",
  });
}

async function read(db: DynamoDBClient, table: string, principalKey: string): Promise<Claim | undefined> {
  const answer = await db.send(
    new GetItemCommand({ TableName: table, Key: claimKey(principalKey), ConsistentRead: true }),
  );
  return answer.Item ? fromItem(answer.Item) : undefined;
}

/** Undefined where the principal's claim has passed to a later incident. */
export async function claimOf(db: DynamoDBClient, table: string, incident: Incident): Promise<Claim | undefined> {
  const [opening] = incident.alerts;
  const claimed = opening && (await read(db, table, principalKeyOf(opening)));
  return claimed?.incidentId === incident.id ? claimed : undefined;
}

function fromItem(item: Item): Claim {
  const text = (name: string) => item[name]?.S ?? "";
  const ended = text("ended");
  return {
    principalKey: text("pk").replace(/^principal#/, ""),
    incidentId: text("incident"),
    opened: false,
    ...(isEnd(ended) ? { ended } : {}),
    cutoff: text("cutoff"),
    openedAt: text("opened"),
    openingAlert: JSON.parse(text("alert")) as Alert,
  };
}

function isEnd(text: string): text is "lifted" | "refused" {
  return text === "lifted" || text === "refused";
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
  const open = isOpen(incident);
  await update(db, table, principalKey, incidentId, {
    UpdateExpression: `SET cutoff = :cutoff, alertKey = :alertKey${open ? ", #queue = :open, #due = if_not_exists(#due, :due) REMOVE ended" : ", ended = :ended REMOVE #queue, #due"}`,
    ExpressionAttributeNames: { "#queue": DUE_INDEX.partition, "#due": DUE_INDEX.sort },
    ExpressionAttributeValues: {
      ":cutoff": { S: incident.cutoff },
      ":alertKey": { S: last ? alertKey(last) : "" },
      ...(open ? { ":open": { S: OPEN }, ":due": { S: firstLook(at) } } : { ":ended": { S: incident.status } }),
    },
  });
}

function firstLook(at: Time): Time {
  return new Date(Date.parse(at) + FIRST_LOOK_MS).toISOString();
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

type Change = Pick<
  UpdateItemCommand["input"],
  "UpdateExpression" | "ExpressionAttributeNames" | "ExpressionAttributeValues"
>;

/** A claim that has passed to another incident is left alone. */
async function update(
  db: DynamoDBClient,
  table: string,
  principalKey: string,
  incidentId: string,
  change: Change,
): Promise<void> {
  const command = new UpdateItemCommand({
    TableName: table,
    Key: claimKey(principalKey),
    ...change,
    ConditionExpression: "incident = :incident",
    ExpressionAttributeValues: { ...change.ExpressionAttributeValues, ":incident": { S: incidentId } },
  });
  await db.send(command).catch((error: unknown) => {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  });
}

/** The claims whose incidents are open and due, longest due first. */
export async function due(db: DynamoDBClient, table: string, now: Time): Promise<readonly Claim[]> {
  const claims: Claim[] = [];
  let from: Item | undefined;
  do {
    const page = await db.send(
      new QueryCommand({
        TableName: table,
        IndexName: DUE_INDEX.name,
        KeyConditionExpression: "#queue = :open AND #due <= :now",
        ExpressionAttributeNames: { "#queue": DUE_INDEX.partition, "#due": DUE_INDEX.sort },
        ExpressionAttributeValues: { ":open": { S: OPEN }, ":now": { S: now } },
        ...(from ? { ExclusiveStartKey: from } : {}),
      }),
    );
    claims.push(...(page.Items ?? []).map(fromItem));
    from = page.LastEvaluatedKey;
  } while (from);
  return claims;
}
