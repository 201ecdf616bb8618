// Entries: the lines of an incident, each written once under its number.
import { ConditionalCheckFailedException, type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import type { Entry, EntryBody, Incident } from "../incident.ts";
import type { Time } from "../model.ts";
import { hashOf, verifyChain } from "./chain.ts";
import { foldEntries } from "./fold.ts";
import { writeHead } from "./heads.ts";
import type { Claim } from "./ledger.ts";
import { type EntryStore, readEntries, readLinks } from "./read-entries.ts";
import { entryKey } from "./table.ts";

/**
 * Writers that meet take turns: whoever loses one has lost it to a line that is on record, so that it ends when the others
 * have written theirs. A hundred with three lines each come to three hundred; more than this means that something is wrong.
 */
const TRIES = 500;

/** `first` is done with the entries that are about to be written, the opening's too: what it fails at keeps them from being so. */
export async function append(
  store: EntryStore,
  claim: Claim,
  at: Time,
  next: (incident: Incident) => readonly EntryBody[],
  first: (entries: readonly EntryBody[]) => Promise<void>,
): Promise<Incident> {
  const mine: EntryBody[] = [];
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const incident = await readOrOpen(store, claim);
    const bodies = without(next(incident), mine);
    const isNew = incident.entries.length === 1;
    await first(isNew ? [...incident.entries, ...bodies] : bodies);
    const written = bodies.length === 0 ? incident : await writeAll(store, incident, at, bodies, mine);
    if (!written) continue;
    await bringIntoLists(store, written);
    return written;
  }
  throw new Error(
    `The ledger is too busy: ${TRIES} times somebody else wrote to the incident ${claim.incidentId} first.`,
  );
}

/** Not every `next` looks at what stands: what was written before somebody else took the next number is not written again. */
function without(bodies: readonly EntryBody[], written: readonly EntryBody[]): readonly EntryBody[] {
  const left = written.map((body) => JSON.stringify(body));
  return bodies.filter((body) => {
    const at = left.indexOf(JSON.stringify(body));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

/**
 * Writes the head where it has not seen the incident as it stands: it was written with the entries, unless a crash or the
 * ledger's failure came between. As far as this process knows, so that most times it costs nothing.
 */
export async function bringIntoLists({ db, table, known }: EntryStore, incident: Incident): Promise<void> {
  const { entries, listed } = known.of(incident.id);
  if (listed >= incident.entries.length) return;
  await writeHead(db, table, incident);
  known.keep(incident.id, { entries, listed: Math.max(incident.entries.length, known.of(incident.id).listed) });
}

/** The first entry is the claim's: whoever comes first writes it, and it is the same whoever does. */
async function readOrOpen(store: EntryStore, claim: Claim): Promise<Incident> {
  const { incidentId } = claim;
  const known = await read(store, incidentId);
  if (known) return known;
  const opened: Entry = { seq: 1, at: claim.openedAt, type: "opened", alert: claim.openingAlert, cutoff: claim.cutoff };
  await put(store, incidentId, incidentId, opened);
  const incident = await read(store, incidentId);
  if (!incident) throw new Error(`The incident ${incidentId} has no entries after its first was written.`);
  return incident;
}

/** Undefined where somebody has taken one of the numbers; `mine` has those that were written all the same. */
async function writeAll(
  store: EntryStore,
  incident: Incident,
  at: Time,
  bodies: readonly EntryBody[],
  mine: EntryBody[],
): Promise<Incident | undefined> {
  const entries = [...incident.entries];
  for (const body of bodies) {
    const entry: Entry = { seq: entries.length + 1, at, ...body };
    const hash = await put(store, incident.id, entries.at(-1)?.hash ?? incident.id, entry);
    if (hash === undefined) return undefined;
    entries.push({ ...entry, hash });
    mine.push(body);
  }
  store.known.keep(incident.id, { entries, listed: store.known.of(incident.id).listed });
  return foldEntries(incident.id, entries);
}

/** The entry's hash; undefined where its number is taken. */
async function put(
  { db, table }: EntryStore,
  incidentId: string,
  previous: string,
  entry: Entry,
): Promise<string | undefined> {
  const body = JSON.stringify(entry);
  const hash = hashOf(previous, body);
  const command = new PutItemCommand({
    TableName: table,
    Item: { ...entryKey(incidentId, entry.seq), body: { S: body }, hash: { S: hash } },
    ConditionExpression: "attribute_not_exists(pk)",
    ReturnValuesOnConditionCheckFailure: "ALL_OLD",
  });
  return (await putIf(db, command, hash)) ? hash : undefined;
}

/** What stands there already with `hash` was written by an earlier attempt of this very put, whose answer was lost. */
async function putIf(db: DynamoDBClient, command: PutItemCommand, hash: string): Promise<boolean> {
  try {
    await db.send(command);
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return error.Item?.["hash"]?.S === hash;
    throw error;
  }
}

export async function read(store: EntryStore, incidentId: string): Promise<Incident | undefined> {
  return foldEntries(incidentId, await readEntries(store, incidentId));
}

/** What is wrong with the incident's record, one sentence each; undefined where there is no such incident. */
export async function verify({ db, table }: EntryStore, incidentId: string): Promise<readonly string[] | undefined> {
  const { links, head } = await readLinks({ db, table }, incidentId);
  return links.length === 0 && !head ? undefined : verifyChain(incidentId, links, head);
}
