// The ledger's items in a file: a SQLite database of one table, safe against crashes and for several processes at once.
//
// https://nodejs.org/docs/latest-v24.x/api/sqlite.html, https://www.sqlite.org/atomiccommit.html
import { closeSync, existsSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync, type SQLOutputValue } from "node:sqlite";
import type { Item } from "./expression.ts";
import type { Items } from "./ledger-table.ts";

export type FileItems = Items & { close(): void };

/** In the file's header, so that no other database is taken for a ledger: "CLrl". */
const APPLICATION_ID = 0x434c_726c;
const VERSION = 1;

/** For the moment in which the file is opened. Afterwards who calls decides how long they wait, and what they do meanwhile. */
const PATIENCE_MS = 5_000;

/** The file is made where it is not there, for its owner alone. Throws where it is none of ours, or cannot be written. */
export function sqliteItems(path: string): FileItems {
  const database = open(path);
  const get = database.prepare("SELECT item FROM items WHERE pk = ? AND sk = ?");
  const put = database.prepare("INSERT OR REPLACE INTO items (pk, sk, item) VALUES (?, ?, ?)");
  const ofOne = database.prepare("SELECT item FROM items WHERE pk = ?");
  const all = database.prepare("SELECT item FROM items");
  return {
    get({ partition, sort }) {
      const row = get.get(partition, sort);
      return row && read(row);
    },
    put: ({ partition, sort }, item) => void put.run(partition, sort, JSON.stringify(item)),
    of: (partition) => (partition === undefined ? all.all() : ofOne.all(partition)).map(read),
    alone: (work) => alone(database, work),
    close: () => database.close(),
  };
}

/** Another process is at it: to be tried again. */
export function isBusy(error: unknown): boolean {
  return isOfSqlite(error) && (Number(Object(error).errcode) & 0xff) === SQLITE_BUSY;
}

/** The file or the disk is at fault, and not what was asked. */
export function isOfSqlite(error: unknown): error is Error {
  return error instanceof Error && "code" in error && error.code === "ERR_SQLITE_ERROR";
}

/** https://www.sqlite.org/rescode.html: the lower eight bits say what it is, the others how it came to it. */
const SQLITE_BUSY = 5;

function open(path: string): DatabaseSync {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    if (!existsSync(path)) closeSync(openSync(path, "a", 0o600)); // SQLite would make it readable for everybody.
    const database = new DatabaseSync(path, { timeout: PATIENCE_MS });
    database.exec(ON_THE_DISK);
    // Whoever only looks takes no lock, and needs no right to write.
    if (!isLedger(database)) alone(database, () => isLedger(database) || create(database));
    database.exec("PRAGMA busy_timeout = 0");
    return database;
  } catch (cause) {
    const because = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      `The ledger ${path} cannot be opened: ${because}. Name another file, or see who may write this one.`,
      { cause },
    );
  }
}

/**
 * What is told to be on record outlives a loss of power: the folder is synced too, in which the journal has gone, and a Mac's
 * disk is told not to keep it in its cache. https://www.sqlite.org/pragma.html#pragma_synchronous
 */
const ON_THE_DISK = "PRAGMA synchronous = EXTRA; PRAGMA fullfsync = ON";

/** False for a new file. Throws for what is something else. */
function isLedger(database: DatabaseSync): boolean {
  const { application_id: application } = Object(database.prepare("PRAGMA application_id").get());
  const { user_version: version } = Object(database.prepare("PRAGMA user_version").get());
  const { count } = Object(database.prepare("SELECT count(*) AS count FROM sqlite_schema").get());
  if (count === 0) return false;
  if (application === APPLICATION_ID && version === VERSION) return true;
  throw new Error("it is a database, and no ledger of this version of the responder");
}

function create(database: DatabaseSync): void {
  database.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${VERSION}`);
  database.exec("CREATE TABLE items (pk TEXT NOT NULL, sk TEXT NOT NULL, item TEXT NOT NULL, PRIMARY KEY (pk, sk))");
}

/** `BEGIN IMMEDIATE` keeps others from writing: https://www.sqlite.org/lang_transaction.html */
function alone<T>(database: DatabaseSync, work: () => T): T {
  database.exec("BEGIN IMMEDIATE");
  try {
    const result = work();
    database.exec("COMMIT");
    return result;
  } catch (error) {
    if (database.isTransaction) database.exec("ROLLBACK"); // Of some errors SQLite has done it already.
    throw error;
  }
}

function read({ item }: Readonly<Record<string, SQLOutputValue>>): Item {
  return JSON.parse(String(item));
}
