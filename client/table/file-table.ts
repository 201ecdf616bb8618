// The ledger's table in a file. Whoever else writes there is waited for without keeping this program from anything: the deny
// waits for no ledger.
import { setTimeout as pause } from "node:timers/promises";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { ledgerTable } from "./ledger-table.ts";
import { isBusy, isOfSqlite, sqliteItems } from "./sqlite-items.ts";

export type FileTable = Pick<DynamoDBClient, "send"> & { close(): void };

/** A write takes milliseconds; a program that was stopped in the middle of one may take longer. */
const PATIENCE_MS = 10_000;
const PAUSE_MS = 20;

/** Throws where the file cannot be opened. */
export function fileTable(path: string): FileTable {
  const items = sqliteItems(path);
  const table = ledgerTable(items);
  async function send(command: Parameters<FileTable["send"]>[0]): Promise<unknown> {
    for (let waited = 0; ; waited += PAUSE_MS) {
      try {
        return await table.send(command);
      } catch (error) {
        if (!isOfSqlite(error)) throw error;
        if (!isBusy(error) || waited >= PATIENCE_MS) throw unusable(path, error);
      }
      await pause(PAUSE_MS);
    }
  }
  return { send: send as FileTable["send"], close: items.close }; // The overloads are the table's own.
}

function unusable(path: string, cause: Error): Error {
  const todo =
    "What was done in AWS stands. Make the file writable and ask for the same again: it is put on record then.";
  return new Error(`The ledger ${path} cannot be used: ${cause.message}. ${todo}`, { cause });
}
