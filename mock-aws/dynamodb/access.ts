// The permissions that an operation on tables takes, with DynamoDB's own condition keys.
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_dynamodb.html
import type { Access, Call } from "../operation.ts";
import { PARTITION } from "../world.ts";
import { engineOf } from "./engine.ts";
import { attributesOf, leadingKeysOf, type TableRequest } from "./request.ts";

const TABLE_ARN = /^arn:[\w-]+:dynamodb:([^:]*):(\d{12}):table\/([^/]+)$/;

export type NamedTable = { readonly account: string; readonly region: string; readonly name: string };

/** A table is named by its name or by its ARN. */
export function namedTable(text: string, { caller, region }: Call): NamedTable {
  const [, arnRegion, account, name] = TABLE_ARN.exec(text) ?? [];
  if (arnRegion === undefined || account === undefined || name === undefined)
    return { account: caller.account, region, name: text };
  return { account, region: arnRegion, name };
}

export function tableArn({ account, region, name }: NamedTable): string {
  return `arn:${PARTITION}:dynamodb:${region}:${account}:table/${name}`;
}

/** `dynamodb:<operation>` on the table, or on its index where the request reads one. */
export function onTable(operation: string, table: unknown, request: TableRequest, call: Call): Access {
  if (typeof table !== "string") return { action: `dynamodb:${operation}`, resource: "*" };
  const named = namedTable(table, call);
  const index = typeof request["IndexName"] === "string" ? `/index/${request["IndexName"]}` : "";
  return {
    action: `dynamodb:${operation}`,
    resource: tableArn(named) + index,
    resourceAccount: named.account,
    context: contextOf(operation, request, named, call),
  };
}

function contextOf(
  operation: string,
  request: TableRequest,
  { name, account, region }: NamedTable,
  { world, caller }: Call,
) {
  const isOwn = account === caller.account;
  const table = isOwn ? engineOf(world, account, region).table(name) : undefined;
  const text = (member: string) => (typeof request[member] === "string" ? request[member] : undefined);
  return {
    "dynamodb:LeadingKeys": leadingKeysOf(request, table),
    "dynamodb:Attributes": attributesOf(request),
    "dynamodb:Select": text("Select"),
    "dynamodb:ReturnValues": text("ReturnValues"),
    "dynamodb:ReturnConsumedCapacity": text("ReturnConsumedCapacity"),
    "dynamodb:FullTableScan": operation === "Scan" ? "true" : undefined,
  };
}
