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
  const partitions = new Map<string, Map<string, Item>>();
  const all = () => [...partitions.values()].flatMap((items) => [...items.values()]);
  function put({ partition, sort }: Key, item: Item): void {
    const items = partitions.get(partition) ?? new Map<string, Item>();
    partitions.set(partition, items.set(sort, item));
  }
  return {
    get: ({ partition, sort }) => partitions.get(partition)?.get(sort),
    put,
    of: (partition) => (partition === undefined ? all() : [...(partitions.get(partition)?.values() ?? [])]),
    alone: (work) => work(), // Nothing here waits for anything.
  };
}
