// What the responder's role is allowed where the trace reads through Athena: its own workgroup and table, and the trail's files.
import type { Config } from "./config.ts";
import { allow, type Statement } from "./role-policy.ts";
import { CATALOG_PERMISSIONS, QUERY_PERMISSIONS } from "./trace/athena/permissions.ts";
import { DATABASE, TABLE, WORKGROUP } from "./trace/athena/table.ts";

type Where = {
  readonly partition: string;
  readonly account: string;
  readonly region: string;
  readonly athena: Config["athena"];
};

/** None where it is not configured. The bucket's own policy must let the role in too, where the bucket is another account's. */
export function athenaStatements({ partition, account, region, athena }: Where): readonly Statement[] {
  if (!athena) return [];
  const of = (service: string, resource: string) => `arn:${partition}:${service}:${region}:${account}:${resource}`;
  const [bucket = "", ...folders] = athena.location.slice("s3://".length).split("/");
  const arn = `arn:${partition}:s3:::${bucket}`;
  const folder = folders.join("/");
  return [
    allow("Query", QUERY_PERMISSIONS, [of("athena", `workgroup/${WORKGROUP}`)]),
    allow("TrailTable", CATALOG_PERMISSIONS, [
      of("glue", "catalog"),
      of("glue", `database/${DATABASE}`),
      of("glue", `table/${DATABASE}/${TABLE}`),
    ]),
    allow("TrailFiles", ["s3:GetObject"], [`${arn}/${folder}/*`]),
    { ...allow("TrailFolders", ["s3:ListBucket"], [arn]), Condition: { StringLike: { "s3:prefix": `${folder}/*` } } },
    allow("TrailBucket", ["s3:GetBucketLocation"], [arn]),
    ...(athena.key === undefined ? [] : [allow("TrailKey", ["kms:Decrypt"], [athena.key])]),
  ];
}
