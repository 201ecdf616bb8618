// Claims: the items that say which incident is a principal's.
import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import type { Incident } from "../incident.ts";
import type { Time } from "../model.ts";
import { cutoffOfStep } from "../steps.ts";
import { endOf, fromItem, type Item, memory, OF_ONE_INCIDENT } from "./claim-item.ts";
import { alertKey, alertKind, isOpen } from "./fold.ts";
import { type Claim, isWishOfNow, type Opening, principalKeyOf } from "./ledger.ts";
import { claimKey, DUE_INDEX, OPEN } from "./table.ts";
import { type Change, update } from "./update-claim.ts";

/** Whoever opened the incident has this long to contain it before reconcile takes it for crashed. */
const FIRST_LOOK_MS = 20_000;

/**
 * Writes the claim unless one is open, or the last one has ended and the alert tells nothing that it did not answer: what
 * was seen before the cutoff of a lifted incident, what is like a false alarm, or the very alert that was refused.
 */
export async function claim(db: DynamoDBClient, table: string, opening: Opening): Promise<Claim> {
  const principalKey = principalKeyOf(opening.alert);
  try {
    await db.send(takeClaim(table, principalKey, opening));
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    const item = error.Item ?? (await readItem(db, table, principalKey));
    if (item) return { ...fromItem(item), ...memory(item, opening) };
    throw new Error(`The claim of ${principalKey} was refused and is not there: the ledger's table loses items.`);
  }
  const { incidentId, cutoff, at, alert } = opening;
  return { principalKey, incidentId, cutoff, openedAt: at, openingAlert: alert, opened: true };
}

/** What the item knows of former incidents stays in it. */
function takeClaim(table: string, principalKey: string, opening: Opening): UpdateItemCommand {
  const { incidentId, alert, cutoff, at } = opening;
  const members: Item = {
    incident: { S: incidentId },
    cutoff: { S: cutoff },
    opened: { S: at },
    alert: { S: JSON.stringify(alert) },
    alertKey: { S: alertKey(alert) },
    [DUE_INDEX.partition]: { S: OPEN },
    [DUE_INDEX.sort]: { S: firstLook(at) },
  };
  const { names, values, sets } = settings(members);
  const news = newsOf(opening);
  return new UpdateItemCommand({
    TableName: table,
    Key: claimKey(principalKey),
    UpdateExpression: `SET ${sets} REMOVE ${OF_ONE_INCIDENT.join(", ")}`,
    ConditionExpression: `attribute_not_exists(pk) OR (attribute_not_exists(#${DUE_INDEX.partition})${news.condition})`,
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: { ...values, ...news.values },
    ReturnValuesOnConditionCheckFailure: "ALL_OLD",
  });
}

function newsOf({ alert, at }: Opening): { readonly condition: string; readonly values: Item } {
  if (isWishOfNow(alert)) return { condition: "", values: {} };
  const later = "(attribute_not_exists(answeredUntil) OR answeredUntil <= :lastSeen)";
  const other = "(ended = :lifted OR alertKey <> :alertKey)";
  const condition = ` AND ${later} AND ${other}`;
  const values: Item = { ":lastSeen": { S: alert.lastSeen }, ":lifted": { S: "lifted" } };
  if (alert.wishedBy !== undefined) return { condition, values };
  const falseAlarm = "(attribute_exists(suppressedUntil) AND suppressedUntil > :at AND contains(suppressed, :kind))";
  return {
    condition: `${condition} AND NOT ${falseAlarm}`,
    values: { ...values, ":at": { S: at }, ":kind": { S: alertKind(alert) } },
  };
}

function settings(members: Item) {
  const names = Object.keys(members);
  return {
    names: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    values: Object.fromEntries(Object.entries(members).map(([name, value]) => [`:${name}`, value])),
    sets: names.map((name) => `#${name} = :${name}`).join(", "),
  };
}

/** Times in the ledger's form, which sorts as they do. */
export async function agree(
  db: DynamoDBClient,
  table: string,
  { principalKey, incidentId }: Claim,
  wanted: Time,
  earliest: Time,
): Promise<Time> {
  const change: Change = {
    UpdateExpression: "SET agreed = :wanted",
    ExpressionAttributeValues: { ":wanted": { S: wanted }, ":earliest": { S: earliest } },
  };
  const isTooEarly = "(agreed < :earliest OR (attribute_not_exists(agreed) AND cutoff < :earliest))";
  if (await update(db, table, principalKey, incidentId, change, isTooEarly)) return wanted;
  const item = await readItem(db, table, principalKey);
  const claimed = item && fromItem(item);
  return claimed?.incidentId === incidentId ? (claimed.agreed ?? claimed.cutoff) : wanted;
}

export async function readItem(db: DynamoDBClient, table: string, principalKey: string): Promise<Item | undefined> {
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

/**
 * Keeps the claim in step with the incident: an open one is due some time, whatever happened before; an ended one never.
 * Whoever comes late with an older state of the incident changes nothing.
 */
export async function follow(
  db: DynamoDBClient,
  table: string,
  { principalKey, incidentId, dueAt }: Claim,
  incident: Incident,
  at: Time,
): Promise<void> {
  const isContained = incident.steps.some(({ status }) => status === "applied");
  const last = incident.alerts.at(-1);
  const { names, values, sets } = settings({
    version: { N: String(incident.entries.length) },
    cutoff: { S: ownCutoff(incident) },
    alertKey: { S: last ? alertKey(last) : "" },
    ...(incident.approved ? { approved: { S: JSON.stringify(incident.approved) } } : {}),
    ...(incident.widened ? { widened: { BOOL: true } } : {}),
    ...(hasFallenBack(incident) ? { fellBack: { BOOL: true } } : {}),
    ...(isContained ? { contained: { BOOL: true } } : {}),
    ...(isOpen(incident) ? { [DUE_INDEX.partition]: { S: OPEN } } : endOf(incident)),
  });
  const forgotten = isContained ? ["suppressedUntil"] : []; // Something new was seen.
  const rest = isOpen(incident)
    ? `, #due = ${isAsleep(incident, dueAt, at) ? ":due" : "if_not_exists(#due, :due)"} REMOVE ${["ended", ...forgotten].join(", ")}`
    : ` REMOVE #${DUE_INDEX.partition}, #due`;
  await update(
    db,
    table,
    principalKey,
    incidentId,
    {
      UpdateExpression: `SET ${sets}${rest}`,
      ExpressionAttributeNames: { ...names, [`#${DUE_INDEX.partition}`]: DUE_INDEX.partition, "#due": DUE_INDEX.sort },
      ExpressionAttributeValues: { ...values, ...(isOpen(incident) ? { ":due": { S: firstLook(at) } } : {}) },
    },
    "(attribute_not_exists(#version) OR #version <= :version)",
  );
}

/** It was put off while a person thinks, and somebody has decided since: what it needs now does not wait for that. */
function isAsleep({ status }: Incident, dueAt: Time | undefined, at: Time): boolean {
  return status !== "awaiting-approval" && dueAt !== undefined && Date.parse(dueAt) - Date.parse(at) > LONGEST_BEAT_MS;
}

const LONGEST_BEAT_MS = 60_000;

function hasFallenBack({ entries }: Incident): boolean {
  return entries.some(({ type }) => type === "fell-back");
}

/** Of the claim's own principal: what the trace has found since is denied with later cutoffs. */
function ownCutoff({ account, principal, steps, cutoff }: Incident): Time {
  const name = "name" in principal ? principal.name : undefined;
  const own = steps.flatMap(({ step }) => {
    const isOwn = "roleName" in step ? step.roleName === name : "userName" in step && step.userName === name;
    return isOwn && step.account === account ? (cutoffOfStep(step) ?? []) : [];
  });
  return own.toSorted((one, other) => Date.parse(one) - Date.parse(other)).at(-1) ?? cutoff;
}

function firstLook(at: Time): Time {
  return new Date(Date.parse(at) + FIRST_LOOK_MS).toISOString();
}
