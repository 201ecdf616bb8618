// Heads: what lists are made of. One for each incident, a copy that is never read to decide.
import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  PutItemCommand,
  QueryCommand,
  type QueryCommandInput,
} from "@aws-sdk/client-dynamodb";
import type { Incident } from "../incident.ts";
import type { Time } from "../model.ts";
import type { Item } from "./claim-item.ts";
import { isOpen } from "./fold.ts";
import { headOf, type Listed } from "./head.ts";
import { queryAll } from "./query-all.ts";
import { headKey, INCIDENTS, LIST_INDEX, OPEN_INDEX } from "./table.ts";
import { LEAST_URGENT_KEY, urgencyKey } from "./urgency.ts";

/** A newer head is never replaced by an older. */
export async function writeHead(db: DynamoDBClient, table: string, incident: Incident): Promise<void> {
  const { entries } = incident;
  const command = new PutItemCommand({
    TableName: table,
    Item: {
      ...headKey(incident.id),
      version: { N: String(entries.length) },
      hash: { S: entries.at(-1)?.hash ?? "" },
      ...(incident.containedAt === undefined ? {} : { contained: { S: incident.containedAt } }),
      body: { S: JSON.stringify(headOf(incident)) },
      [LIST_INDEX.partition]: { S: INCIDENTS },
      [LIST_INDEX.sort]: { S: incident.openedAt },
      ...(isOpen(incident)
        ? { [OPEN_INDEX.partition]: { S: INCIDENTS }, [OPEN_INDEX.sort]: { S: urgencyKey(incident) } }
        : {}),
    },
    ConditionExpression: "attribute_not_exists(pk) OR version < :version",
    ExpressionAttributeValues: { ":version": { N: String(entries.length) } },
  });
  await db.send(command).catch((error: unknown) => {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  });
}

/** Newest first. */
export function list(db: DynamoDBClient, table: string, limit: number): Promise<readonly Listed[]> {
  return readHeads(db, { TableName: table, ...ALL }, limit);
}

/** Open ones, the most urgent first, and of those that are alike the newest; `urgent`: no others than need a person. */
export function listOpen(
  db: DynamoDBClient,
  table: string,
  limit: number,
  only?: "urgent",
): Promise<readonly Listed[]> {
  return readHeads(db, { TableName: table, ...(only === "urgent" ? NEEDING : OPEN) }, limit);
}

/** Counts whole pages, and no further than needed. */
export function countUrgent(db: DynamoDBClient, table: string, most: number): Promise<number> {
  return count(db, { TableName: table, ...NEEDING }, most);
}

/** The same of those that were opened since then and have been contained. */
export function countContained(db: DynamoDBClient, table: string, since: Time, most: number): Promise<number> {
  const question = {
    TableName: table,
    IndexName: LIST_INDEX.name,
    KeyConditionExpression: "#list = :incidents AND #opened >= :since",
    FilterExpression: "attribute_exists(contained)",
    ExpressionAttributeNames: { "#list": LIST_INDEX.partition, "#opened": LIST_INDEX.sort },
    ExpressionAttributeValues: { ":incidents": { S: INCIDENTS }, ":since": { S: since } },
  };
  return count(db, question, most);
}

type Question = Omit<QueryCommandInput, "TableName">;

const ALL: Question = {
  IndexName: LIST_INDEX.name,
  KeyConditionExpression: "#list = :incidents",
  ExpressionAttributeNames: { "#list": LIST_INDEX.partition },
  ExpressionAttributeValues: { ":incidents": { S: INCIDENTS } },
};

const OPEN: Question = {
  IndexName: OPEN_INDEX.name,
  KeyConditionExpression: "#open = :incidents",
  ExpressionAttributeNames: { "#open": OPEN_INDEX.partition },
  ExpressionAttributeValues: { ":incidents": { S: INCIDENTS } },
};

const NEEDING: Question = {
  IndexName: OPEN_INDEX.name,
  KeyConditionExpression: "#open = :incidents AND #urgency >= :least",
  ExpressionAttributeNames: { "#open": OPEN_INDEX.partition, "#urgency": OPEN_INDEX.sort },
  ExpressionAttributeValues: { ":incidents": { S: INCIDENTS }, ":least": { S: LEAST_URGENT_KEY } },
};

/** The last key first. Of each item one attribute is asked for: the others are keys, and what is counted. */
async function readHeads(db: DynamoDBClient, question: Question & { readonly TableName: string }, limit: number) {
  const names = { ...question.ExpressionAttributeNames, "#body": "body" };
  const bodies = {
    ...question,
    ExpressionAttributeNames: names,
    ProjectionExpression: "#body",
    ScanIndexForward: false,
  };
  const items = await queryAll(db, bodies, limit);
  return items.map((item): Listed => ({ alerts: [], ...JSON.parse(item["body"]?.S ?? "{}") }));
}

async function count(db: DynamoDBClient, question: QueryCommandInput, most: number): Promise<number> {
  let all = 0;
  let from: Item | undefined;
  do {
    const page = await db.send(
      new QueryCommand({ ...question, Select: "COUNT", ...(from ? { ExclusiveStartKey: from } : {}) }),
    );
    all += page.Count ?? 0;
    from = page.LastEvaluatedKey;
  } while (from && all <= most);
  return all;
}
