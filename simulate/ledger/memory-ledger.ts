// The real ledger over a table in memory: what DynamoDB costs is the only thing that is left out.
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { dynamodbLedger } from "../../lambda/ledger/dynamodb-ledger.ts";
import type { Ledger } from "../../lambda/ledger/ledger.ts";
import { memoryTable } from "./memory-table.ts";

export function memoryLedger(): Ledger {
  return dynamodbLedger(memoryTable() as DynamoDBClient, "in-memory"); // The ledger calls `send` and nothing else.
}
