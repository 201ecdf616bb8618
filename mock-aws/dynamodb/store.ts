// Where the tables lie: in ordered trees in memory, in place of the LevelDB that dynalite brings.
//
// dynalite asks for everything by callbacks. Here they are called at once, so nothing happens between them and a lock locks
// nothing. Items are handed out as they lie: dynalite puts new ones in their places and changes none.
import { Stream } from "node:stream";
import sorted, { simpleComparator } from "sorted-btree";
import { orderedRange, type Range } from "./ordered-range.ts";

type Row = Record<string, unknown>;
type Done<T = unknown> = (error: Error | null, value?: T) => void;
type Change = { readonly type: "put" | "del"; readonly key: string; readonly value?: unknown };

export type Store = ReturnType<typeof createStore>;

export function createStore(account: string, region: string) {
  const places = new Map<string, Place>();
  const tables = place();

  function placeOf(name: string): Place {
    const known = places.get(name) ?? place();
    places.set(name, known);
    return known;
  }

  function forget(name: string, done: Done): void {
    places.delete(name);
    done(null);
  }

  const index = (type: string, table: string, name: string) => `index ${type.toLowerCase()} ${table} ${name}`;
  return {
    // Tables change their state at the next turn of the event loop, so that no time needs to pass.
    options: { createTableMs: 0, deleteTableMs: 0, updateTableMs: 0, maxItemSize: 400 * 1024 },
    tableDb: { ...tables, awsAccountId: account, awsRegion: region },
    /** The description of a table, as it lies there. */
    table: (name: string) => tables.at(name) as Row | undefined,
    getTable: (name: string, use: false | Done<Row>, done?: Done<Row>) =>
      findTable(tables.at(name) as Row | undefined, name, use, done),
    getItemDb: (table: string) => placeOf(`items ${table}`),
    deleteItemDb: (table: string, done: Done) => forget(`items ${table}`, done),
    getIndexDb: (type: string, table: string, name: string) => placeOf(index(type, table, name)),
    deleteIndexDb: (type: string, table: string, name: string, done: Done) => forget(index(type, table, name), done),
    getTagDb: (table: string) => placeOf(`tags ${table}`),
    deleteTagDb: (table: string, done: Done) => forget(`tags ${table}`, done),
  };
}

type Place = ReturnType<typeof place>;

/** What dynalite uses of a LevelDB. */
function place() {
  const tree = new sorted.default<string, unknown>(undefined, simpleComparator);
  const put = (key: string, value: unknown) => void tree.set(key, value);
  return {
    at: (key: string) => tree.get(key),
    get: (key: string, done: Done) => done(null, tree.get(key)),
    put(key: string, value: unknown, done: Done) {
      put(key, value);
      done(null);
    },
    del(key: string, done: Done) {
      tree.delete(key);
      done(null);
    },
    batch(changes: readonly Change[], done: Done) {
      for (const { type, key, value } of changes) type === "put" ? put(key, value) : tree.delete(key);
      done(null);
    },
    createKeyStream: () => streamOf(tree.keys()),
    createValueStream: (range: Range = {}) => streamOf(orderedRange(tree, range)),
    lock: (_key: string, work: (release: (done: Done) => Done) => void) => work((done) => done),
  };
}

/** Tells of the values once somebody listens, until it is destroyed. */
function streamOf(values: Iterable<unknown>): Stream {
  let isOpen = true;
  const stream = Object.assign(new Stream(), { destroy: () => (isOpen = false) });
  queueMicrotask(() => {
    try {
      for (const value of values) {
        if (!isOpen) return;
        stream.emit("data", value);
      }
      stream.emit("end");
    } catch (error) {
      stream.emit("error", error);
    }
  });
  return stream;
}

/** `use` is the callback of who works with the items, and false of who works with the table: they change what they get. */
function findTable(table: Row | undefined, name: string, use: false | Done<Row>, done?: Done<Row>): void {
  const isReady =
    table && (use === false || (table["TableStatus"] !== "CREATING" && table["TableStatus"] !== "DELETING"));
  if (use === false) done?.(isReady ? null : notFound(`: Table: ${name} not found`), structuredClone(table));
  else use(isReady ? null : notFound(""), table);
}

function notFound(detail: string): Error {
  const body = {
    __type: "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException",
    message: `Requested resource not found${detail}`,
  };
  return Object.assign(new Error("NotFoundError"), { name: "NotFoundError", statusCode: 400, body });
}
