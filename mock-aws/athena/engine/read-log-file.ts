// A log file of CloudTrail as Hive's reader gives it: the columns of the table and nothing else.
//
// https://docs.aws.amazon.com/athena/latest/ug/cloudtrail-serde.html
import { gunzipSync } from "node:zlib";
import type { HiveType } from "./hive-type.ts";
import { QueryError } from "./query-error.ts";

export type HiveRow = Readonly<Record<string, unknown>>;

/** One file that cannot be read fails the query, in AWS as here. */
export function readLogFile(name: string, body: Buffer, columns: ReadonlyMap<string, HiveType>): readonly HiveRow[] {
  return recordsIn(name, body).map((record) =>
    Object.fromEntries([...columns].map(([column, type]) => [column, typed(member(record, column), type)])),
  );
}

function recordsIn(name: string, body: Buffer): readonly unknown[] {
  try {
    const text = name.endsWith(".gz") ? gunzipSync(body) : body;
    const { Records } = JSON.parse(text.toString("utf8")) as { readonly Records?: unknown };
    if (Array.isArray(Records)) return Records;
  } catch (cause) {
    throw new QueryError(`HIVE_CURSOR_ERROR: ${name}: ${(cause as Error).message}`, { cause });
  }
  throw new QueryError(`HIVE_BAD_DATA: ${name} has no Records`);
}

/** Hive knows names in lower case only. */
function member(value: unknown, name: string): unknown {
  const found = Object.keys(Object(value)).find((one) => one.toLowerCase() === name);
  return found === undefined ? undefined : Reflect.get(Object(value), found);
}

/** Where a text is wanted, what has members becomes JSON. */
function typed(value: unknown, type: HiveType): unknown {
  if (value === null || value === undefined) return null;
  if (type === "string") return typeof value === "object" ? JSON.stringify(value) : String(value);
  if ("array" in type) return Array.isArray(value) ? value.map((item) => typed(item, type.array)) : null;
  if (typeof value !== "object" || Array.isArray(value)) return null;
  return Object.fromEntries(
    Object.entries(type.struct).map(([name, inner]) => [name, typed(member(value, name), inner)]),
  );
}
