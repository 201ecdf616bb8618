// Reading an incident's entries: the whole of them, of which a process asks for what is new to it, or the latest.
import type { AttributeValue, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Entry } from "../incident.ts";
import type { Link } from "./chain.ts";
import type { KnownEntries } from "./known-entries.ts";
import type { Stretch } from "./ledger.ts";
import { queryAll } from "./query-all.ts";
import { entryKey, headKey } from "./table.ts";

type Item = Record<string, AttributeValue>;

/** Where entries are, and what this process knows of them. */
export type EntryStore = { readonly db: DynamoDBClient; readonly table: string; readonly known: KnownEntries };

/** Sorts behind the key of every entry. */
const END = { S: "entry#~" };

/** Entries are only ever added, so that what was read once needs no second reading, as long as its last still stands. */
export async function readEntries(store: EntryStore, incidentId: string): Promise<readonly Entry[]> {
  const { known } = store;
  const before = known.of(incidentId);
  const last = before.at(-1);
  const [seen, ...news] = last ? await readLinks(store, incidentId, last.seq) : [];
  const entries =
    seen && seen.hash === last?.hash
      ? [...before, ...news.map(entryOf)]
      : (await readLinks(store, incidentId)).map(entryOf);
  known.keep(incidentId, entries);
  return entries;
}

/** The entries as they are stored, by their numbers, from `first` on. */
export async function readLinks(
  { db, table }: Omit<EntryStore, "known">,
  incidentId: string,
  first = 0,
): Promise<readonly Link[]> {
  const items = await queryAll(db, { TableName: table, ConsistentRead: true, ...between(incidentId, first, END) });
  return items.map(linkOf);
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
  const links = (await queryAll(db, question, most)).map(linkOf);
  const entries = links.toReversed().map(entryOf);
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

function entryOf({ body, hash }: Link): Entry {
  return { ...(JSON.parse(body) as Entry), hash };
}
