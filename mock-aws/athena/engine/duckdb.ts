// DuckDB in this process: one, loaded by the first query, and closed to files and the network.
import type { DuckDBConnection } from "@duckdb/node-api";
import { type HiveType, jsonStructure } from "./hive-type.ts";
import { QueryError } from "./query-error.ts";
import type { HiveRow } from "./read-log-file.ts";

export type Result = { readonly columns: readonly string[]; readonly rows: readonly (readonly (string | null)[])[] };

/** Functions of Athena that DuckDB has not, or not so. A text that holds no JSON is none here either. */
const MACROS = [
  "CREATE MACRO json_format(value) AS CAST(value AS VARCHAR)",
  `CREATE MACRO json_extract_scalar(value, path) AS CASE
     WHEN NOT json_valid(value) OR json_type(value, path) IN ('OBJECT', 'ARRAY', 'NULL') THEN NULL
     ELSE json_extract_string(value, path) END`,
];

let opened: Promise<DuckDBConnection> | undefined;
/** Queries take turns: each has the tables to itself. */
let turn: Promise<unknown> = Promise.resolve();

async function open(): Promise<DuckDBConnection> {
  const { DuckDBInstance } = await import("@duckdb/node-api");
  const instance = await DuckDBInstance.create(":memory:", { enable_external_access: "false", threads: "1" });
  const connection = await instance.connect();
  for (const macro of MACROS) await connection.run(macro);
  return connection;
}

export type Table = {
  readonly database: string;
  readonly name: string;
  readonly columns: ReadonlyMap<string, HiveType>;
  readonly rows: readonly HiveRow[];
};

/** Throws QueryError for what DuckDB does not understand. */
export function query(table: Table, sql: string): Promise<Result> {
  const mine = turn.then(async () => {
    opened ??= open();
    const connection = await opened;
    try {
      await fill(connection, table);
      const reader = await connection.runAndReadAll(sql);
      const rows = reader.getRowsJson().map((row) => row.map((value) => (value === null ? null : String(value))));
      return { columns: reader.columnNames(), rows };
    } catch (cause) {
      throw new QueryError(`SYNTAX_ERROR: ${(cause as Error).message}`, { cause });
    }
  });
  turn = mine.catch(() => undefined); // Whoever asked sees the failure; whoever comes next does not.
  return mine;
}

async function fill(connection: DuckDBConnection, { database, name, columns, rows }: Table): Promise<void> {
  const structure = Object.fromEntries([...columns].map(([column, type]) => [column, jsonStructure(type)]));
  await connection.run(`CREATE SCHEMA IF NOT EXISTS "${database}"`);
  const list = `from_json($1, '${JSON.stringify([structure])}')`;
  await connection.run(`CREATE OR REPLACE TABLE "${database}"."${name}" AS SELECT unnest(${list}, max_depth := 2)`, [
    JSON.stringify(rows),
  ]);
}
