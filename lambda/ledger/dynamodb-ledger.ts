// The ledger in DynamoDB.
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { claim, claimOf, due, follow, schedule } from "./claims.ts";
import { append, list, read } from "./entries.ts";
import type { Ledger } from "./ledger.ts";

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
    schedule: (claimed, dueAt) => schedule(db, table, claimed, dueAt),
    claimOf: (incident) => claimOf(db, table, incident),
    list: (limit) => list(db, table, limit),
  };
}
