// A SELECT over one table: which one, what it asks of the partitions, and the same in DuckDB's words.
import { NotImplementedError } from "../../aws-error.ts";
import { nameOf, type Token, textOf } from "./tokens.ts";

export type Statement = {
  readonly database: string;
  readonly table: string;
  /** The conditions that stand right behind the table, joined by AND. */
  readonly where: readonly Token[];
  /** For DuckDB. */
  readonly sql: string;
};

/** What may stand before a parenthesis that is no function. */
const KEYWORDS = new Set(["select", "from", "where", "in", "and", "or", "not", "as", "then", "else", "when"]);

/** Functions of Athena, with DuckDB's name for each. Those that DuckDB has not are macros. */
export const FUNCTIONS: Readonly<Record<string, string>> = {
  arrays_overlap: "list_has_any",
  cast: "cast",
  coalesce: "coalesce",
  count: "count",
  from_base64: "from_base64",
  from_utf8: "decode",
  json_extract_scalar: "json_extract_scalar",
  json_format: "json_format",
  max: "max",
  min: "min",
  split_part: "split_part",
  transform: "list_transform",
};

export function readStatement(tokens: readonly Token[]): Statement {
  if (nameOf(tokens[0]) !== "select") throw new NotImplementedError("a statement that is no SELECT");
  const forbidden = tokens.find((token) =>
    ["join", "union", "with", "unnest", "lateral"].includes(nameOf(token) ?? ""),
  );
  if (forbidden) throw new NotImplementedError(`${forbidden.text} in a query`);
  const tables = tokens.flatMap((token, at) =>
    nameOf(token) === "from" && tokens[at + 1]?.text !== "(" ? [at + 1] : [],
  );
  const [at = 0, ...others] = tables;
  const [database, dot, table] = [nameOf(tokens[at]), tokens[at + 1]?.text, nameOf(tokens[at + 2])];
  if (others.length > 0 || database === undefined || dot !== "." || table === undefined) {
    throw new NotImplementedError("a query that does not read exactly one table, named with its database");
  }
  return { database, table, where: whereOf(tokens.slice(at + 3)), sql: translate(tokens) };
}

const ENDS = new Set(["group", "order", "limit", "having"]);

function whereOf([first, ...rest]: readonly Token[]): readonly Token[] {
  if (nameOf(first) !== "where") return [];
  const found: Token[] = [];
  let depth = 0;
  for (const token of rest) {
    if (token.text === "(") depth++;
    if (token.text === ")" && depth-- === 0) break;
    if (depth === 0 && ENDS.has(nameOf(token) ?? "")) break;
    found.push(token);
  }
  return found;
}

export type Wanted = { readonly values: readonly string[] } | { readonly from: string; readonly to: string };

/** What the conditions want of a column of the partitions; undefined where they do not name it. */
export function wantedOf(where: readonly Token[], column: string): Wanted | undefined {
  const at = where.findIndex((token) => nameOf(token) === column);
  if (at < 0) return undefined;
  if (where.some((token) => ["or", "not"].includes(nameOf(token) ?? "")))
    throw new NotImplementedError("OR and NOT among the conditions on partitions");
  const [operator, ...rest] = where.slice(at + 1);
  const [one, and, other] = rest;
  if (operator?.text === "=" && one?.kind === "string") return { values: [textOf(one)] };
  if (nameOf(operator) === "between" && nameOf(and) === "and" && one?.kind === "string" && other?.kind === "string")
    return { from: textOf(one), to: textOf(other) };
  if (nameOf(operator) === "in" && one?.text === "(") {
    const list = rest.slice(
      1,
      rest.findIndex(({ text }) => text === ")"),
    );
    const values = list.filter(({ text }) => text !== ",");
    if (values.every(({ kind }) => kind === "string")) return { values: values.map(textOf) };
  }
  throw new NotImplementedError(`a condition of this kind on the partition ${column}`);
}

function translate(tokens: readonly Token[]): string {
  return tokens
    .map((token, at) => {
      const isCalled = token.kind === "name" && tokens[at + 1]?.text === "(" && !KEYWORDS.has(nameOf(token) ?? "");
      if (!isCalled) return token.text;
      const known = FUNCTIONS[nameOf(token) ?? ""];
      if (known === undefined) throw new NotImplementedError(`the function ${token.text} in a query`);
      return known;
    })
    .join(" ");
}
