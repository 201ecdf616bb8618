// What a query takes of whoever runs it: Athena reads the catalog and the files as its caller.
//
// https://docs.aws.amazon.com/athena/latest/ug/security-iam-athena.html

/** On the workgroup. */
export const QUERY_PERMISSIONS = [
  "athena:GetQueryExecution",
  "athena:GetQueryResults",
  "athena:StartQueryExecution",
  "athena:StopQueryExecution",
] as const;

/** On the catalog, the database and the table: https://docs.aws.amazon.com/athena/latest/ug/fine-grained-access-to-glue-resources.html */
export const CATALOG_PERMISSIONS = ["glue:GetDatabase", "glue:GetPartitions", "glue:GetTable"] as const;
