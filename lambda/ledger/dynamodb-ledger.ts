// The ledger in DynamoDB.
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { EntryBody, Incident } from "../incident.ts";
import type { Time } from "../model.ts";
import { isOwing } from "../notify/news.ts";
import { thingsOfEntry } from "../watched-things.ts";
import { keepBrief, readKept } from "./briefs.ts";
import { keepCalls, readCalls } from "./calls.ts";
import { agree, claim, claimOf, follow } from "./claims.ts";
import { lastDrills, noteDrill } from "./drills.ts";
import { append, bringIntoLists, read, verify } from "./entries.ts";
import { isOpen } from "./fold.ts";
import { countContained, countUrgent, list, listOpen } from "./heads.ts";
import { keepHeard, keepStray, readHeard, readStrays } from "./heard.ts";
import { countBegun } from "./hour-count.ts";
import { knownEntries } from "./known-entries.ts";
import type { Claim, Ledger } from "./ledger.ts";
import { due, hasOpen, hasten, putOff, schedule, take } from "./queue.ts";
import { type EntryStore, readLatest } from "./read-entries.ts";
import { readTrace, writeTrace } from "./traces.ts";
import { tryOut } from "./try-out.ts";
import { forgetUntold, isUntold, keepUntold } from "./untold.ts";
import { watch, watching } from "./watched.ts";

export type LedgerOptions = {
  /** Somebody tells people what happens: an incident that has ended stays due until they were told. */
  readonly isOutbox?: boolean;
};

export function dynamodbLedger(db: DynamoDBClient, table: string, { isOutbox = false }: LedgerOptions = {}): Ledger {
  const entries: EntryStore = { db, table, known: knownEntries() };

  /** What keeps it due is there before the claim is closed: a crash in between loses nothing. */
  async function followed(claimed: Claim, incident: Incident, at: Time): Promise<void> {
    const isOver = isOutbox && !isOpen(incident);
    if (isOver && isOwing(incident)) await keepUntold(db, table, incident, at);
    if (!(isOver && isUntold(claimed))) await follow(db, table, claimed, incident, at);
    if (isOver && !isOwing(incident)) await forgetUntold(db, table, incident.id, at);
  }
  return {
    claim: (opening) => claim(db, table, opening),
    agree: (claimed, wanted, earliest) => agree(db, table, claimed, wanted, earliest),
    async append(claimed, at, next) {
      // What an entry names is watched before the entry is there: whoever finds it there writes neither again.
      const first = (about: readonly EntryBody[]) => watch(db, table, claimed, about.flatMap(thingsOfEntry));
      const incident = await append(entries, claimed, at, next, first);
      await followed(claimed, incident, at);
      return incident;
    },
    follow: followed,
    bringIntoLists: (incident) => bringIntoLists(entries, incident),
    read: (incidentId) => read(entries, incidentId),
    readLatest: (incidentId, most, before) => readLatest(entries, incidentId, most, before),
    readKept: (incidentId) => readKept(db, table, incidentId),
    keepBrief: (brief) => keepBrief(db, table, brief),
    due: (now) => due(db, table, now),
    take: (claimed, dueAt) => take(db, table, claimed, dueAt),
    hasten: (claimed, at) => hasten(db, table, claimed, at),
    putOff: (claimed, times) => putOff(db, table, claimed, times),
    schedule: (claimed, dueAt) => schedule(db, table, claimed, dueAt),
    claimOf: (incident) => claimOf(db, table, incident),
    readTrace: (incidentId) => readTrace(db, table, incidentId),
    writeTrace: (incidentId, version, trace) => writeTrace(db, table, incidentId, version, trace),
    watching: (things) => watching(db, table, things),
    watch: (claimed, things) => watch(db, table, claimed, things),
    keepHeard: (incidentId, call) => keepHeard(db, table, incidentId, call),
    readHeard: (incidentId, since) => readHeard(db, table, incidentId, since),
    hasOpen: () => hasOpen(db, table),
    keepStray: (call) => keepStray(db, table, call),
    readStrays: (accessKeyIds) => readStrays(db, table, accessKeyIds),
    keepCalls: (incidentId, calls) => keepCalls(db, table, incidentId, calls),
    readCalls: (incidentId) => readCalls(db, table, incidentId),
    tryOut: (id, at) => tryOut(db, table, id, at),
    noteDrill: (drill) => noteDrill(db, table, drill),
    lastDrills: () => lastDrills(db, table),
    verify: (incidentId) => verify(entries, incidentId),
    countContained: (since, most) => countContained(db, table, since, most),
    countBegun: (at, change) => countBegun(db, table, at, change),
    list: (limit) => list(db, table, limit),
    listOpen: (limit, only) => listOpen(db, table, limit, only),
    countUrgent: (most) => countUrgent(db, table, most),
  };
}
