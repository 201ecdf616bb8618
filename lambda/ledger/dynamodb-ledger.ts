// The ledger in DynamoDB.
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { keepCalls, readCalls } from "./calls.ts";
import { claim, claimOf, follow } from "./claims.ts";
import { append, countContained, list, read, verify } from "./entries.ts";
import { countBegun } from "./hour-count.ts";
import type { Ledger } from "./ledger.ts";
import { due, schedule, take } from "./queue.ts";
import { readTrace, writeTrace } from "./traces.ts";

export function dynamodbLedger(db: DynamoDBClient, table: string): Ledger {
  return {
    claim: (opening) => claim(db, table, opening),
    async append(claimed, at, next) {
      const incident = await append(db, table, claimed, at, next);
      await follow(db, table, claimed, incident, at);
      return incident;
    },
    follow: (claimed, incident, at) => follow(db, table, claimed, incident, at),
    read: (incidentId) => read(db, table, incidentId),
    due: (now) => due(db, table, now),
    take: (claimed, dueAt) => take(db, table, claimed, dueAt),
    schedule: (claimed, dueAt) => schedule(db, table, claimed, dueAt),
    claimOf: (incident) => claimOf(db, table, incident),
    readTrace: (incidentId) => readTrace(db, table, incidentId),
    writeTrace: (incidentId, version, trace) => writeTrace(db, table, incidentId, version, trace),
    keepCalls: (incidentId, calls) => keepCalls(db, table, incidentId, calls),
    readCalls: (incidentId) => readCalls(db, table, incidentId),
    verify: (incidentId) => verify(db, table, incidentId),
    countContained: (since, most) => countContained(db, table, since, most),
    countBegun: (at, change) => countBegun(db, table, at, change),
    list: (limit) => list(db, table, limit),
  };
}
