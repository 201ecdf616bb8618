// The real ledger over a table in memory: what DynamoDB costs is the only thing that is left out.
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Item } from "../client/table/expression.ts";
import { type Items, type Key, ledgerTable } from "../client/table/ledger-table.ts";
import { dynamodbLedger } from "../lambda/ledger/dynamodb-ledger.ts";
import type { Ledger } from "../lambda/ledger/ledger.ts";

export function memoryLedger(items: Items = itemsInMemory()): Ledger {
  return dynamodbLedger(ledgerTable(items) as DynamoDBClient, "in-memory"); // The ledger calls `send` and nothing else.
}

export function itemsInMemory(): Items {
  const items = new Map<string, Item>();
  const at = ({ partition, sort }: Key) => `${partition} ${sort}`;
  return {
    get: (key) => items.get(at(key)),
    put: (key, item) => void items.set(at(key), item),
    of: () => [...items.values()],
    alone: (work) => work(), // Nothing here waits for anything.
  };
}
