// One query for many questions. Its text is made of constants and question marks; what it asks for travels as parameters.
import type { Time } from "../../model.ts";
import type { TrailQuestion } from "../source.ts";
import { DATABASE, RECORD, type Shape, TABLE } from "./table.ts";

export type AthenaQuery = { readonly sql: string; readonly parameters: readonly string[] };

/** `regions`: all that are asked about. */
export type Asked = Pick<TrailQuestion, "account" | "attribute" | "value" | "from" | "to"> & {
  readonly regions: readonly string[];
};

/** Columns beside the record's. By these it is known which of the questions a row answers; `names` is JSON. */
export const ASKED = {
  account: "askedaccount",
  region: "askedregion",
  key: "askedkey",
  username: "askedusername",
  names: "askednames",
} as const;

/** https://docs.aws.amazon.com/athena/latest/APIReference/API_StartQueryExecution.html: a parameter has 1,024 characters at most. */
const LONGEST_PARAMETER = 1024;

/** A file lies in the folder of the day on which it was delivered, which is late at times. */
const LATE_MS = 24 * 60 * 60_000;

/** The newest first; `most` rows. Throws where a name of a place is none: the caller's mistake. */
export function queryFor(questions: readonly Asked[], most: number): AthenaQuery {
  const accounts = distinct(questions.map(({ account }) => account));
  const regions = distinct(questions.flatMap((question) => question.regions));
  const from = questions
    .flatMap((question) => question.regions.map((region) => earlier(question.from(region), question.to)))
    .reduce(earlier);
  const to = questions
    .map((question) => question.to)
    .reduce((one, other) => (earlier(one, other) === one ? other : one));
  const valuesOf = (attribute: Asked["attribute"]) =>
    distinct(questions.flatMap((question) => (question.attribute === attribute ? question.value : [])));
  const keys = valuesOf("AccessKeyId");
  const users = valuesOf("Username");
  const names = valuesOf("ResourceName");
  const conditions = [
    ...(keys.length > 0 ? [`${ASKED.key} IN (${marks(keys, VALUE)})`] : []),
    ...(users.length > 0 ? [`${ASKED.username} IN (${marks(users, VALUE)})`] : []),
    ...(names.length > 0 ? [`arrays_overlap(${ASKED.names}, ARRAY[${marks(names, VALUE)}])`] : []),
  ];
  const byName = names.length > 0; // Looking into every request and answer takes the engine long.
  return {
    sql: `SELECT ${RECORDS}, "account" AS ${ASKED.account}, "region" AS ${ASKED.region}, ${ASKED.key}, ${ASKED.username}${byName ? `, json_format(CAST(${ASKED.names} AS JSON)) AS ${ASKED.names}` : ""}
FROM (
  SELECT *, useridentity.accesskeyid AS ${ASKED.key}, ${USERNAME} AS ${ASKED.username}${byName ? `, ${NAMES} AS ${ASKED.names}` : ""}
  FROM "${DATABASE}"."${TABLE}"
  WHERE "account" IN (${marks(accounts)}) AND "region" IN (${marks(regions)}) AND "day" BETWEEN ? AND ?
)
WHERE eventtime BETWEEN ? AND ? AND (${conditions.join(" OR ")})
ORDER BY eventtime DESC LIMIT ${Math.trunc(most)}`,
    parameters: [
      ...accounts.map((account) => plain(account)),
      ...regions.map((region) => plain(region)),
      plain(dayOf(Date.parse(from))),
      plain(dayOf(Date.parse(to) + LATE_MS)),
      plain(secondOf(from)),
      plain(secondOf(to)),
      ...[...keys, ...users, ...names].map(encoded),
    ],
  };
}

/** In words; undefined for what can be asked. One odd question must not keep the others of its query from their answers. */
export function whyNotAsked({ account, value }: Pick<TrailQuestion, "account" | "value">): string | undefined {
  if (!/^\d{12}$/.test(account))
    return `${JSON.stringify(account).slice(0, 50)} is no account: nothing was read of it.`;
  return encoded(value).length > LONGEST_PARAMETER ? TOO_LONG : undefined;
}

const TOO_LONG =
  "A name is longer than any in AWS, and Athena cannot be asked about it: what was done under it was not read.";

/** "?", for each. */
function marks(values: readonly unknown[], mark = "?"): string {
  return values.map(() => mark).join(", ");
}

/** How a name that somebody has chosen arrives: no sign of it is ever read as SQL. */
const VALUE = "from_utf8(from_base64(?))";

/**
 * Athena puts a parameter into the query as it is, so that a text needs its quotes:
 * https://docs.aws.amazon.com/athena/latest/ug/querying-with-prepared-statements.html. In Base64 there is nothing to quote.
 */
function encoded(value: string): string {
  return `'${Buffer.from(value, "utf8").toString("base64")}'`;
}

/** Accounts, Regions and times, which nobody chooses. */
function plain(value: string): string {
  if (!/^[A-Za-z0-9:/-]+$/.test(value)) {
    throw new Error(`${JSON.stringify(value)} is no account, Region or time: the trail cannot be asked about it.`);
  }
  return `'${value}'`;
}

const RECORDS = Object.entries<Shape>(RECORD)
  .map(([member, shape]) => [member.toLowerCase(), shape] as const)
  .map(([name, shape]) => (typeof shape === "string" ? name : `json_format(CAST(${name} AS JSON)) AS ${name}`))
  .join(", ");

/** As LookupEvents takes "user name": the user's, a session's, or `root`. */
const USERNAME =
  "COALESCE(useridentity.username, CASE WHEN useridentity.type = 'Root' THEN 'root' WHEN useridentity.type IN ('AssumedRole', 'FederatedUser') THEN split_part(useridentity.principalid, ':', 2) END)";

/** As it takes "resource name": what requests and answers name in these members, and `resources`. */
const NAMING: Readonly<Record<string, readonly string[]>> = {
  requestparameters: [
    ...["roleName", "roleArn", "roleSessionName", "userName", "groupName", "policyName", "policyArn"],
    ...["instanceProfileName", "bucketName"],
  ],
  responseelements: [
    ...["credentials.accessKeyId", "accessKey.accessKeyId", "assumedRoleUser.arn", "assumedRoleUser.assumedRoleId"],
    ...["role.arn", "role.roleId", "user.arn", "user.userId"],
  ],
};

const NAMES = `COALESCE(transform(resources, one -> one.arn), ARRAY[]) || ARRAY[${Object.entries(NAMING)
  .flatMap(([column, paths]) => paths.map((path) => `json_extract_scalar(${column}, '$.${path}')`))
  .join(", ")}]`;

function distinct(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}

function earlier(one: Time, other: Time): Time {
  return Date.parse(one) <= Date.parse(other) ? one : other;
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10).replaceAll("-", "/");
}

/** Records count whole seconds, and are compared as text. */
function secondOf(time: Time): string {
  return `${new Date(Date.parse(time)).toISOString().slice(0, 19)}Z`;
}
