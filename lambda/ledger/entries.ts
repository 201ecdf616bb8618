// Entries: the lines of an incident, each written once under its number, and the head that lists show.
import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  PutItemCommand,
  QueryCommand,
} from "@aws-sdk/client-dynamodb";
import type { Entry, EntryBody, Incident } from "../incident.ts";
import type { Time } from "../model.ts";
import { foldEntries } from "./fold.ts";
import type { Claim } from "./ledger.ts";
import { entryKey, headKey, INCIDENTS, LIST_INDEX } from "./table.ts";

type Item = Record<string, AttributeValue>;

/** Writers that meet take turns; more than this many in a row being faster means something is wrong. */
const TRIES = 50;

export async function append(
  db: DynamoDBClient,
  table: string,
  claim: Claim,
  at: Time,
  next: (incident: Incident) => readonly EntryBody[],
): Promise<Incident> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const incident = await readOrOpen(db, table, claim);
    const bodies = next(incident);
    if (bodies.length === 0) return incident;
    const written = await writeAll(db, table, incident, at, bodies);
    if (!written) continue;
    await writeHead(db, table, written);
    return written;
  }
  throw new Error(
    `The ledger is too busy: ${TRIES} times somebody else wrote to the incident ${claim.incidentId} first.`,
  );
}

/** The first entry is the claim's: whoever comes first writes it, and it is the same whoever does. */
async function readOrOpen(db: DynamoDBClient, table: string, claim: Claim): Promise<Incident> {
  const known = await read(db, table, claim.incidentId);
  if (known) return known;
  const opened: Entry = { seq: 1, at: claim.openedAt, type: "opened", alert: claim.openingAlert, cutoff: claim.cutoff };
  await put(db, table, claim.incidentId, opened);
  return (await read(db, table, claim.incidentId)) ?? fail(claim.incidentId);
}

function fail(incidentId: string): never {
  throw new Error(`The incident ${incidentId} has no entries after its first was written.`);
}

/** Undefined where somebody has taken one of the numbers. */
async function writeAll(
  db: DynamoDBClient,
  table: string,
  incident: Incident,
  at: Time,
  bodies: readonly EntryBody[],
): Promise<Incident | undefined> {
  const entries = [...incident.entries];
  for (const body of bodies) {
    const entry: Entry = { seq: entries.length + 1, at, ...body };
    if (!(await put(db, table, incident.id, entry))) return undefined;
    entries.push(entry);
  }
  return foldEntries(incident.id, entries);
}

async function put(db: DynamoDBClient, table: string, incidentId: string, entry: Entry): Promise<boolean> {
  const body = JSON.stringify(entry);
  const command = new PutItemCommand({
    TableName: table,
    Item: { ...entryKey(incidentId, entry.seq), body: { S: body } },
    ConditionExpression: "attribute_not_exists(pk)",
    ReturnValuesOnConditionCheckFailure: "ALL_OLD",
  });
  return putIf(db, command, body);
}

/** The head is a copy for lists; a newer one is never replaced by an older. */
async function writeHead(db: DynamoDBClient, table: string, incident: Incident): Promise<void> {
  const { entries, alerts: _alerts, verdicts: _verdicts, evidence: _evidence, ...head } = incident;
  const command = new PutItemCommand({
    TableName: table,
    Item: {
      ...headKey(incident.id),
      version: { N: String(entries.length) },
      ...(incident.containedAt === undefined ? {} : { contained: { S: incident.containedAt } }),
      body: { S: JSON.stringify(head) },
      [LIST_INDEX.partition]: { S: INCIDENTS },
      [LIST_INDEX.sort]: { S: incident.openedAt },
    },
    ConditionExpression: "attribute_not_exists(pk) OR version < :version",
    ExpressionAttributeValues: { ":version": { N: String(entries.length) } },
  });
  await putIf(db, command);
}

/** What stands there already as `body` was written by an earlier attempt of this very put, whose answer was lost. */
async function putIf(db: DynamoDBClient, command: PutItemCommand, body?: string): Promise<boolean> {
  try {
    await db.send(command);
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return body !== undefined && error.Item?.["body"]?.S === body;
    throw error;
  }
}

export async function read(db: DynamoDBClient, table: string, incidentId: string): Promise<Incident | undefined> {
  const entries: Entry[] = [];
  let from: Item | undefined;
  do {
    const page = await db.send(
      new QueryCommand({
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: "pk = :pk AND begins_with(sk, :entry)",
        ExpressionAttributeValues: { ":pk": headKey(incidentId).pk, ":entry": { S: "entry#" } },
        ...(from ? { ExclusiveStartKey: from } : {}),
      }),
    );
    entries.push(...(page.Items ?? []).map((item) => JSON.parse(item["body"]?.S ?? "{}") as Entry));
    from = page.LastEvaluatedKey;
  } while (from);
  return foldEntries(incidentId, entries);
}

/** Heads only: without their alerts and entries. Newest first. */
export async function list(db: DynamoDBClient, table: string, limit: number): Promise<readonly Incident[]> {
  const page = await db.send(
    new QueryCommand({
      TableName: table,
      IndexName: LIST_INDEX.name,
      KeyConditionExpression: "#list = :incidents",
      ExpressionAttributeNames: { "#list": LIST_INDEX.partition },
      ExpressionAttributeValues: { ":incidents": { S: INCIDENTS } },
      ScanIndexForward: false,
      Limit: limit,
    }),
  );
  return (page.Items ?? []).map((item) => ({
    ...(JSON.parse(item["body"]?.S ?? "{}") as Omit<Incident, "entries" | "alerts" | "verdicts">),
    alerts: [],
    verdicts: {},
    entries: [],
  }));
}

/** Counts whole pages, and no further than needed. */
export async function countContained(db: DynamoDBClient, table: string, since: Time, most: number): Promise<number> {
  let count = 0;
  let from: Item | undefined;
  do {
    const page = await db.send(
      new QueryCommand({
        TableName: table,
        IndexName: LIST_INDEX.name,
        Select: "COUNT",
        KeyConditionExpression: "#list = :incidents AND #opened >= :since",
        FilterExpression: "attribute_exists(contained)",
        ExpressionAttributeNames: { "#list": LIST_INDEX.partition, "#opened": LIST_INDEX.sort },
        ExpressionAttributeValues: { ":incidents": { S: INCIDENTS }, ":since": { S: since } },
        ...(from ? { ExclusiveStartKey: from } : {}),
      }),
    );
    count += page.Count ?? 0;
    from = page.LastEvaluatedKey;
  } while (from && count <= most);
  return count;
}
