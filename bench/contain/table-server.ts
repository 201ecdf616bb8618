// A program: the ledger's table as a server of its own, which answers from memory as fast as HTTP goes.
//
// It stands for DynamoDB, which in AWS is not what a deny waits for; dynalite, which the local AWS has, takes longer for a
// write than the local IAM for everything. It says its port when it is ready.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import {
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import type { Item } from "../../client/table/expression.ts";
import { type Items, type Key, ledgerTable } from "../../client/table/ledger-table.ts";

/** The table tells them apart by their class. */
const COMMANDS: ReadonlyMap<string, new (input: never) => unknown> = new Map<string, new (input: never) => unknown>([
  ["GetItem", GetItemCommand],
  ["PutItem", PutItemCommand],
  ["Query", QueryCommand],
  ["UpdateItem", UpdateItemCommand],
]);

function memoryItems(): Items {
  const partitions = new Map<string, Map<string, Item>>();
  const partition = (name: string) => partitions.get(name) ?? new Map<string, Item>();
  return {
    get: ({ partition: name, sort }: Key) => partition(name).get(sort),
    put: ({ partition: name, sort }, item) => void partitions.set(name, partition(name).set(sort, item)),
    of: (name) =>
      [...(name === undefined ? [...partitions.values()] : [partition(name)])].flatMap((items) => [...items.values()]),
    alone: (work) => work(),
  };
}

const table = ledgerTable(memoryItems());

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.LowLevelAPI.html */
const server = createServer(async (request, response) => {
  const Command = COMMANDS.get(String(request.headers["x-amz-target"]).split(".").at(-1) ?? "");
  if (!Command) throw new Error(`The ledger makes no such call: ${request.headers["x-amz-target"]}`);
  const command = new Command(JSON.parse(await text(request)) as never) as GetItemCommand; // One of them, which one the table sees.
  response.setHeader("content-type", "application/x-amz-json-1.0");
  try {
    const answer = await table.send(command);
    response.end(JSON.stringify(answer));
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    response.statusCode = 400;
    response.end(JSON.stringify({ __type: error.name, message: error.message, Item: error.Item }));
  }
});
server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => {
  const { port } = server.address() as AddressInfo; // A server that listens on a port has such an address.
  process.stdout.write(`${port}\n`);
});
