// Types of columns as Hive writes them: text, and what is made of it.
import { QueryError } from "./query-error.ts";

export type HiveType =
  | "string"
  | { readonly array: HiveType }
  | { readonly struct: Readonly<Record<string, HiveType>> };

/** `struct<arn:string,parts:array<string>>` */
export function readHiveType(text: string): HiveType {
  const tokens = text.toLowerCase().match(/\w+|[<>:,]|\S/g) ?? [];
  const type = readType(tokens);
  if (tokens.length > 0) throw unknown(text);
  return type;

  function readType(rest: string[]): HiveType {
    const word = rest.shift();
    if (word === "string") return "string";
    if (word === "array") return { array: inBrackets(rest, () => readType(rest)) };
    if (word === "struct") return { struct: inBrackets(rest, () => Object.fromEntries(readMembers(rest))) };
    throw unknown(text);
  }

  function readMembers(rest: string[]): [string, HiveType][] {
    const name = rest.shift() ?? "";
    if (rest.shift() !== ":") throw unknown(text);
    const member: [string, HiveType] = [name, readType(rest)];
    if (rest[0] !== ",") return [member];
    rest.shift();
    return [member, ...readMembers(rest)];
  }

  function inBrackets<T>(rest: string[], inner: () => T): T {
    if (rest.shift() !== "<") throw unknown(text);
    const value = inner();
    if (rest.shift() !== ">") throw unknown(text);
    return value;
  }
}

function unknown(text: string): QueryError {
  return new QueryError(`NOT_SUPPORTED: the local AWS does not know the column type ${text}`);
}

/** As DuckDB's from_json takes it: https://duckdb.org/docs/stable/data/json/json_functions */
export function jsonStructure(type: HiveType): unknown {
  if (type === "string") return "VARCHAR";
  if ("array" in type) return [jsonStructure(type.array)];
  return Object.fromEntries(Object.entries(type.struct).map(([name, inner]) => [name, jsonStructure(inner)]));
}
