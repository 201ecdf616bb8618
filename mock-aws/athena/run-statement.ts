// A query from its text to its outcome: the table in Glue, the files that the projection names in S3, DuckDB over them. All
// that is read is read as the caller, whose permissions it takes.
import { authorize } from "../authorize.ts";
import { AwsError } from "../aws-error.ts";
import { findTable, type GlueTable, onCatalog } from "../glue/catalog.ts";
import type { Call } from "../operation.ts";
import { access } from "../s3/access.ts";
import { type Bucket, buckets } from "../s3/buckets.ts";
import { JSON_DIALECT } from "../wire/dialects.ts";
import { query } from "./engine/duckdb.ts";
import { readHiveType } from "./engine/hive-type.ts";
import { type Projected, project } from "./engine/projection.ts";
import { QueryError } from "./engine/query-error.ts";
import { type HiveRow, readLogFile } from "./engine/read-log-file.ts";
import { readStatement } from "./engine/statement.ts";
import { bind, readTokens } from "./engine/tokens.ts";
import type { QueryOutcome } from "./queries.ts";

/** Throws NotImplementedError for SQL that the local AWS does not understand; everything else is the query's own outcome. */
export async function runStatement(
  sql: string,
  parameters: readonly string[],
  cutoff: number | undefined,
  call: Call,
): Promise<QueryOutcome> {
  const ended = (state: "FAILED" | "CANCELLED", reason: string, bytes = 0): QueryOutcome => {
    return { state, reason, bytes, columns: [], rows: [] };
  };
  try {
    const statement = readStatement(bind(readTokens(sql), parameters));
    const table = tableOf(statement, call);
    const { files, bytes } = filesOf(project(table, statement.where, call.now), call);
    if (cutoff !== undefined && bytes > cutoff) return ended("CANCELLED", "Bytes scanned limit was exceeded", cutoff);
    const columns = columnsOf(table);
    const rows = files.flatMap(({ key, body, partition }) =>
      readLogFile(key, body, columns.own).map((row): HiveRow => ({ ...row, ...partition })),
    );
    const { database, name } = { database: statement.database, name: statement.table };
    return {
      state: "SUCCEEDED",
      bytes,
      ...(await query({ database, name, columns: columns.all, rows }, statement.sql)),
    };
  } catch (error) {
    if (error instanceof QueryError) return ended("FAILED", error.message);
    throw error;
  }
}

/** https://docs.aws.amazon.com/athena/latest/ug/fine-grained-access-to-glue-resources.html */
function tableOf({ database, table }: { readonly database: string; readonly table: string }, call: Call): GlueTable {
  try {
    authorize(
      call,
      [
        ...onCatalog("GetDatabase", call, database),
        ...onCatalog("GetTable", call, database, table),
        ...onCatalog("GetPartitions", call, database, table),
      ],
      SERVICE,
    );
    return findTable(database, table, call);
  } catch (error) {
    throw failed("Insufficient permissions to execute the query. ", error);
  }
}

const SERVICE = { protocol: { dialect: JSON_DIALECT } };

function failed(prefix: string, error: unknown): unknown {
  if (!(error instanceof AwsError) || error.status === 501) return error;
  const isRefusal = error.code === JSON_DIALECT.accessDenied[0];
  return new QueryError(isRefusal ? prefix + error.message : `SYNTAX_ERROR: ${error.message}`, { cause: error });
}

function filesOf({ bucket: name, prefix, partitionOf }: Projected, call: Call) {
  const bucket = buckets(call.world).get(name);
  if (!bucket) throw new QueryError(`HIVE_FILESYSTEM_ERROR: The specified bucket does not exist: ${name}`);
  const files = [...bucket.objects].flatMap(([key, { body }]) => {
    const partition = partitionOf(key);
    return partition ? [{ key, body, partition }] : [];
  });
  readAs(
    call,
    bucket,
    prefix,
    files.map(({ key }) => key),
  );
  return { files, bytes: files.reduce((sum, { body }) => sum + body.length, 0) };
}

function readAs(call: Call, bucket: Bucket, prefix: string, keys: readonly string[]): void {
  try {
    const list = access("ListBucket", "", bucket, call, { "s3:prefix": prefix, "s3:delimiter": "/" });
    const location = access("GetBucketLocation", "", bucket, call);
    authorize(call, [location, list, ...keys.map((key) => access("GetObject", `/${key}`, bucket, call))], SERVICE);
  } catch (error) {
    throw failed(`Permission denied on S3 path: s3://${bucket.name}/${prefix}. `, error);
  }
}

function columnsOf({ input: { StorageDescriptor, PartitionKeys } }: GlueTable) {
  const { InputFormat, SerdeInfo } = StorageDescriptor;
  if (InputFormat !== FORMAT || SerdeInfo.SerializationLibrary !== SERDE) {
    throw new QueryError(
      `NOT_SUPPORTED: the local AWS does not read ${InputFormat} by ${SerdeInfo.SerializationLibrary}`,
    );
  }
  const typed = ({ Name, Type }: { readonly Name: string; readonly Type: string }) =>
    [Name, readHiveType(Type)] as const;
  const own = new Map(StorageDescriptor.Columns.map(typed));
  return { own, all: new Map([...own, ...PartitionKeys.map(typed)]) };
}

const FORMAT = "com.amazon.emr.cloudtrail.CloudTrailInputFormat";
const SERDE = "org.apache.hive.hcatalog.data.JsonSerDe";
