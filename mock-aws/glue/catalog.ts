// The Data Catalog: databases and tables, and the permissions on them.
import { z } from "zod";
import { AwsError } from "../aws-error.ts";
import type { Instant } from "../clock.ts";
import { text } from "../input.ts";
import type { Access, Call } from "../operation.ts";
import { PARTITION, perAccount, type World } from "../world.ts";

export type Column = { readonly Name: string; readonly Type: string; readonly Comment?: string | undefined };

export type GlueTable = {
  readonly name: string;
  readonly createdAt: Instant;
  /** As it was sent. */
  readonly input: TableInput;
};

export type Database = { readonly name: string; readonly createdAt: Instant; readonly tables: Map<string, GlueTable> };

/** By Region and name. */
const catalogs = perAccount<Map<string, Map<string, Database>>>(() => new Map());

export function databasesIn(world: World, account: string, region: string): Map<string, Database> {
  const regions = catalogs(world, account);
  const known = regions.get(region) ?? new Map<string, Database>();
  regions.set(region, known);
  return known;
}

/** "For Hive compatibility, this is folded to lowercase": https://docs.aws.amazon.com/glue/latest/webapi/API_TableInput.html */
export const glueName = text({ min: 1, max: 255 }).transform((name) => name.toLowerCase());

/** The account's own catalog is the only one here. */
export const catalogId = text({ min: 1, max: 255 }).optional();

const column = z.strictObject({
  Name: glueName,
  Type: z.string().max(131072),
  Comment: z.string().max(255).optional(),
});

const parameters = z.record(z.string(), z.string());

export const tableInput = z.strictObject({
  Name: glueName,
  Description: z.string().max(2048).optional(),
  TableType: z.string().max(255).optional(),
  Parameters: parameters.default({}),
  PartitionKeys: z.array(column).default([]),
  StorageDescriptor: z.strictObject({
    Columns: z.array(column),
    Location: z.string().max(2056),
    InputFormat: z.string().max(128),
    OutputFormat: z.string().max(128),
    SerdeInfo: z.strictObject({ SerializationLibrary: z.string(), Parameters: parameters.optional() }),
  }),
});

export type TableInput = z.infer<typeof tableInput>;

/** On a thing, and on all that it is in: https://docs.aws.amazon.com/glue/latest/dg/glue-specifying-resource-arns.html */
export function onCatalog(action: string, { caller, region }: Call, database?: string, table?: string): Access[] {
  const arn = (resource: string) => `arn:${PARTITION}:glue:${region}:${caller.account}:${resource}`;
  return [
    arn("catalog"),
    ...(database === undefined ? [] : [arn(`database/${database}`)]),
    ...(table === undefined ? [] : [arn(`table/${database}/${table}`)]),
  ].map((resource) => ({ action: `glue:${action}`, resource }));
}

/** Throws EntityNotFoundException. */
export function findDatabase(name: string, { world, caller, region }: Call): Database {
  const found = databasesIn(world, caller.account, region).get(name);
  if (found) return found;
  throw new AwsError("EntityNotFoundException", `Database ${name} not found.`);
}

/** Throws EntityNotFoundException. */
export function findTable(database: string, name: string, call: Call): GlueTable {
  const found = findDatabase(database, call).tables.get(name);
  if (found) return found;
  throw new AwsError("EntityNotFoundException", `Table ${name} not found.`);
}

export function refuseOther(CatalogId: string | undefined, { caller }: Call): void {
  if (CatalogId === undefined || CatalogId === caller.account) return;
  throw new AwsError("EntityNotFoundException", `Catalog ${CatalogId} not found.`);
}
