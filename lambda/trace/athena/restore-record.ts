// A row of the table as the record that CloudTrail wrote: names in their own case again, and no member that was not there.
import { isList, RECORD, type Shape } from "./table.ts";

/** Of columns by name, each as text; what holds members is JSON. */
export type Row = Readonly<Record<string, string | undefined>>;

/** JSON, as `callOfRecord` reads it. */
export function restoreRecord(row: Row): string {
  const members = Object.entries(RECORD).map(([member, shape]) => [
    member,
    fromColumn(shape, row[member.toLowerCase()]),
  ]);
  return JSON.stringify(Object.fromEntries(members)); // Leaves out what is undefined.
}

function fromColumn(shape: Shape, text: string | undefined): unknown {
  if (text === undefined) return undefined;
  if (shape === "text") return text;
  if (shape === "flag") return text === "true";
  if (shape === "json") return parse(text) ?? text;
  return renamed(shape, parse(text));
}

/**
 * Hive gives every member that the table knows: null where the record has none. A row becomes an object in JSON, and in
 * older versions of Trino a list, in the order of its type.
 */
function renamed(shape: Shape, value: unknown): unknown {
  if (value === null || value === undefined) return undefined;
  if (typeof shape === "string") return value;
  if (isList(shape)) return Array.isArray(value) ? value.map((item) => renamed(shape[0], item)) : undefined;
  const members = Object.entries(shape).map(([member, inner], place) => {
    const found = Array.isArray(value) ? value[place] : Reflect.get(Object(value), member.toLowerCase());
    return [member, renamed(inner, found)];
  });
  return Object.fromEntries(members);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
