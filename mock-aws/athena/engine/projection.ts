// Partition projection: which folders a query reads, by the table's properties and the query's conditions alone.
//
// https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html
import type { Instant } from "../../clock.ts";
import type { GlueTable } from "../../glue/catalog.ts";
import { QueryError } from "./query-error.ts";
import { type Wanted, wantedOf } from "./statement.ts";
import type { Token } from "./tokens.ts";

export type Projected = {
  readonly bucket: string;
  /** What every folder begins with. */
  readonly prefix: string;
  /** The partition in which a key lies; undefined for one that the query does not read. */
  partitionOf(key: string): Readonly<Record<string, string>> | undefined;
};

export function project({ name, input }: GlueTable, where: readonly Token[], now: Instant): Projected {
  const { Parameters, PartitionKeys } = input;
  const property = (key: string) => {
    const value = Parameters[key];
    if (value === undefined) throw new QueryError(`INVALID_TABLE_PROPERTY: Table ${name} is missing ${key}`);
    return value.trim();
  };
  if (property("projection.enabled") !== "true") throw new QueryError(`NOT_SUPPORTED: ${name} projects no partitions`);
  const columns = PartitionKeys.map(({ Name }) => Name);
  const wishes = new Map(columns.map((column) => [column, wishOf(column, property, wantedOf(where, column), now)]));
  const [, bucket = "", path = ""] = /^s3:\/\/([^/]+)\/(.*)$/.exec(property("storage.location.template")) ?? [];
  const pattern = patternOf(path, columns, name);
  return {
    bucket,
    prefix: path.split("$")[0] ?? "",
    partitionOf(key) {
      const values = pattern.exec(key)?.groups;
      const isWanted = values && columns.every((column) => wishes.get(column)?.(values[column] ?? "") === true);
      return isWanted ? { ...values } : undefined;
    },
  };
}

function patternOf(path: string, columns: readonly string[], table: string): RegExp {
  const missing = columns.find((column) => !path.includes(`\${${column}}`));
  if (missing !== undefined) {
    throw new QueryError(`INVALID_TABLE_PROPERTY: the location template of ${table} does not have ${missing}`);
  }
  const quoted = path.replace(/\/$/, "").replace(/[.*+?^(){}|[\]\\$]/g, "\\$&");
  const folders = quoted.replace(/\\\$\\\{(\w+)\\\}/g, "(?<$1>.+?)"); // A day is three folders.
  return new RegExp(`^${folders}/[^/]+$`);
}

type Wish = (value: string) => boolean;

function wishOf(column: string, property: (key: string) => string, wanted: Wanted | undefined, now: Instant): Wish {
  const type = property(`projection.${column}.type`).toLowerCase();
  const asked = (value: string) => wanted === undefined || fits(wanted, value);
  switch (type) {
    case "injected":
      if (!wanted || !("values" in wanted)) throw notStatic(column);
      return asked;
    case "enum": {
      const values = property(`projection.${column}.values`).split(",");
      return (value) => values.includes(value) && asked(value);
    }
    case "date": {
      const isDay = dateRange(property(`projection.${column}.format`), property(`projection.${column}.range`), now);
      return (value) => isDay(value) && asked(value);
    }
    default:
      throw new QueryError(`NOT_SUPPORTED: the local AWS does not project the type ${type}`);
  }
}

function notStatic(column: string): QueryError {
  return new QueryError(
    `CONSTRAINT_VIOLATION: For the injected projected partition column ${column}, the WHERE clause must contain only static equality conditions, and at least one such condition must be present.`,
  );
}

function fits(wanted: Wanted, value: string): boolean {
  return "values" in wanted ? wanted.values.includes(value) : wanted.from <= value && value <= wanted.to;
}

const DAY_MS = 24 * 60 * 60_000;

function dateRange(format: string, range: string, now: Instant): Wish {
  if (format !== "yyyy/MM/dd") throw new QueryError(`NOT_SUPPORTED: the local AWS does not know the format ${format}`);
  const [from, to] = range.split(",").map((end) => {
    const [, sign, days = "0"] = /^NOW(?:([+-])(\d+)DAYS?)?$/i.exec(end.trim()) ?? [];
    if (!/^NOW/i.test(end.trim())) return end.trim();
    const shift = Number(days) * DAY_MS * (sign === "-" ? -1 : 1);
    return new Date(now + shift).toISOString().slice(0, 10).replaceAll("-", "/");
  });
  if (from === undefined || to === undefined || ![from, to].every((day) => /^\d{4}\/\d\d\/\d\d$/.test(day))) {
    throw new QueryError(`INVALID_TABLE_PROPERTY: ${range} is no range of days`);
  }
  return (value) => /^\d{4}\/\d\d\/\d\d$/.test(value) && from <= value && value <= to;
}
