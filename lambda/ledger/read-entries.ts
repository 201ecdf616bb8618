// Reading an incident's entries: the whole of them, of which a process asks for what is new to it, or the latest.
import type { AttributeValue, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Entry } from "../incident.ts";
import type { Head, Link } from "./chain.ts";
import type { KnownEntries } from "./known-entries.ts";
import type { Stretch } from "./ledger.ts";
import { queryAll } from "./query-all.ts";
import { entryKey, headKey } from "./table.ts";

type Item = Record<string, AttributeValue>;

/** Where entries are, and what this process knows of them. */
export type EntryStore = { readonly db: DynamoDBClient; readonly table: string; readonly known: KnownEntries };

/** Sorts behind the key of every entry. */
const END = { S: "entry#~" };

/**
 * The entries, and on the way how far the head has come. Entries are only ever added, so that what was read once needs no
 * second reading, as long as its last still stands.
 */
export async function readEntries(store: EntryStore, incidentId: string): Promise<readonly Entry[]> {
  const { known } = store;
  const before = known.of(incidentId).entries;
  const last = before.at(-1);
  const { links, head } = await readLinks(store, incidentId, last?.seq);
  const [seen, ...news] = links;
  if (last && seen?.hash !== last.hash) {
    known.keep(incidentId, { entries: [], listed: 0 });
    return readEntries(store, incidentId);
  }
  const entries = last ? [...before, ...news.map(entryOf)] : links.map(entryOf);
  known.keep(incidentId, { entries, listed: head?.version ?? 0 });
  return entries;
}

/** The entries as they are stored, by their numbers, from `first` on; and what the head says, which lies behind them. */
export async function readLinks(
  { db, table }: Omit<EntryStore, "known">,
  incidentId: string,
  first = 0,
): Promise<{ readonly links: readonly Link[]; readonly head: Head | undefined }> {
  const { sk } = headKey(incidentId);
  const items = await queryAll(db, { TableName: table, ConsistentRead: true, ...between(incidentId, first, sk) });
  const last = items.at(-1)?.["sk"]?.S === sk.S ? items.at(-1) : undefined;
  const head = last && { version: Number(last["version"]?.N), hash: last["hash"]?.S ?? "" };
  return { links: (last ? items.slice(0, -1) : items).map(linkOf), head };
}

/** The newest first are asked for, so that what is old costs nothing. */
export async function readLatest(
  { db, table }: EntryStore,
  incidentId: string,
  most: number,
  before = Number.POSITIVE_INFINITY,
): Promise<Stretch> {
  const end = Number.isFinite(before) ? entryKey(incidentId, Math.max(0, before - 1)).sk : END;
  const question = { TableName: table, ConsistentRead: true, ScanIndexForward: false, ...between(incidentId, 0, end) };
  const items = await queryAll(db, { ...question, ...BODIES }, most);
  const entries = items
    .toReversed()
    .map((item) => entryOf({ body: item["body"]?.S ?? "{}", hash: item["hash"]?.S ?? "" }));
  return { entries, isFirst: (entries[0]?.seq ?? 1) === 1 };
}

function between(incidentId: string, first: number, last: AttributeValue) {
  return {
    KeyConditionExpression: "pk = :pk AND sk BETWEEN :first AND :last",
    ExpressionAttributeValues: {
      ":pk": headKey(incidentId).pk,
      ":first": entryKey(incidentId, first).sk,
      ":last": last,
    },
  };
}

function linkOf(item: Item): Link {
  const seq = Number(item["sk"]?.S?.replace("entry#", ""));
  return { seq, body: item["body"]?.S ?? "{}", hash: item["hash"]?.S ?? "" };
}

/** An entry's number is in its body too. */
const BODIES = {
  ProjectionExpression: "#body, #hash",
  ExpressionAttributeNames: { "#body": "body", "#hash": "hash" },
};

function entryOf({ body, hash }: Omit<Link, "seq">): Entry {
  return { ...(JSON.parse(body) as Entry), hash };
}
