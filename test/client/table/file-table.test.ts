// The ledger's file under several programs at once, one of which is killed, and under others who hold it or have damaged it.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, expect, test, vi } from "vitest";
import { type FileTable, fileTable } from "../../../client/table/file-table.ts";

const folder = mkdtempSync(join(tmpdir(), "direct-table-"));
afterAll(() => rmSync(folder, { recursive: true }));

let number = 0;
const newFile = () => join(folder, `${number++}.ledger`);

/** Puts entry after entry under the next free number, and says each number once it is on record. */
const WRITER = `
  const [path, name] = process.argv.slice(1);
  const { fileTable } = await import(${JSON.stringify(new URL("../../../client/table/file-table.ts", import.meta.url))});
  const { PutItemCommand } = await import("@aws-sdk/client-dynamodb");
  const table = fileTable(path);
  for (let next = 1; ; next++) {
    const Item = { pk: { S: "incident" }, sk: { S: String(next) }, by: { S: name } };
    const put = new PutItemCommand({ TableName: "", Item, ConditionExpression: "attribute_not_exists(pk)" });
    const isFree = await table.send(put).then(() => true, (error) => {
      if (error.name !== "ConditionalCheckFailedException") throw error;
      return false;
    });
    if (isFree) await new Promise((done) => process.stdout.write(next + "\\n", done));
  }
`;

type Writer = {
  readonly name: string;
  readonly said: readonly number[];
  /** Resolves when it has said so many. */
  has(count: number): Promise<void>;
  kill(): Promise<void>;
};

function write(path: string, name: string): Writer {
  const flags = ["--disable-warning=ExperimentalWarning", "--input-type=module"];
  const child = spawn(process.execPath, [...flags, "-e", WRITER, path, name], {
    cwd: import.meta.dirname,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const closed = new Promise<void>((resolve) => child.on("close", () => resolve()));
  const said: number[] = [];
  let rest = "";
  child.stdout.on("data", (bytes: Buffer) => {
    const lines = (rest + bytes).split("\n");
    rest = lines.pop() ?? "";
    said.push(...lines.map(Number));
  });
  return {
    name,
    said,
    has: (count) => vi.waitFor(() => expect(said.length).toBeGreaterThanOrEqual(count), 30_000),
    kill: () => {
      child.kill("SIGKILL");
      return closed;
    },
  };
}

const ownerOf = async (table: FileTable, entry: number) =>
  (await table.send(new GetItemCommand({ TableName: "", Key: { pk: { S: "incident" }, sk: { S: String(entry) } } })))
    .Item?.["by"]?.S;

test("nothing that was told to be on record is lost or written over, though two programs write and are killed", async () => {
  const path = newFile();
  const [one, other] = [write(path, "one"), write(path, "other")];
  await Promise.all([one.has(5), other.has(5)]);
  await one.kill();
  await other.has(other.said.length + 5); // What the first left half done keeps nobody.
  await other.kill();
  const table = fileTable(path);
  for (const { name, said } of [one, other]) for (const number of said) expect(await ownerOf(table, number)).toBe(name);
  table.close();
}, 60_000);

const entry = (text: string) =>
  new PutItemCommand({ TableName: "", Item: { pk: { S: "incident" }, sk: { S: text }, by: { S: text } } });

test("who writes waits for who holds the file; who reads does not", async () => {
  const path = newFile();
  const table = fileTable(path);
  const holder = new DatabaseSync(path);
  holder.exec("BEGIN IMMEDIATE");
  let isWritten = false;
  const writing = table.send(entry("1")).then(() => {
    isWritten = true;
  });
  const reader = fileTable(path);
  expect(await ownerOf(reader, 1)).toBeUndefined();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(isWritten).toBe(false);
  holder.exec("COMMIT");
  await writing;
  expect(await ownerOf(reader, 1)).toBe("1");
  for (const one of [table, reader, holder]) one.close();
});

test("a file that cannot be written any more is named, and what to do", async () => {
  const path = newFile();
  const table = fileTable(path);
  const other = new DatabaseSync(path);
  other.exec("CREATE TRIGGER full BEFORE INSERT ON items BEGIN SELECT raise(ABORT, 'no space left'); END");
  await expect(table.send(entry("1"))).rejects.toThrow(
    /The ledger .*\.ledger cannot be used: no space left.*ask for the same again/,
  );
  other.exec("DROP TRIGGER full");
  await table.send(entry("1"));
  for (const one of [table, other]) one.close();
});

test("a damaged file is told of and not gone on with", async () => {
  const path = newFile();
  const table = fileTable(path);
  for (const text of ["a", "b", "c", "d"]) await table.send(entry(text.repeat(2000)));
  table.close();
  const bytes = readFileSync(path);
  writeFileSync(path, bytes.fill(0x7f, 4096));
  const damaged = fileTable(path);
  await expect(damaged.send(entry("x"))).rejects.toThrow(/cannot be used: database disk image is malformed/);
  damaged.close();
  writeFileSync(
    path,
    "Dear Ann, this is not a database, and much longer than a header of one would ever be.".repeat(9),
  );
  expect(() => fileTable(path)).toThrow(/The ledger .* cannot be opened: file is not a database/);
});

test("it is its owner's alone, as is the journal beside it", async () => {
  const path = newFile();
  const table = fileTable(path);
  const writer = new DatabaseSync(path);
  writer.exec("BEGIN IMMEDIATE; INSERT INTO items VALUES ('a', 'b', '{}')");
  for (const file of [path, `${path}-journal`]) expect(statSync(file).mode & 0o777).toBe(0o600);
  writer.exec("ROLLBACK");
  for (const one of [table, writer]) one.close();
});
