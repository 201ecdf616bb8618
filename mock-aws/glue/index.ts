// Glue: every operation that the local AWS has of it, the Data Catalog that Athena reads.
import { withKnownMembers } from "../known-members.ts";
import type { Service } from "../operation.ts";
import { jsonProtocol } from "../wire/json.ts";
import { createDatabase } from "./create-database.ts";
import { createTable } from "./create-table.ts";
import { deleteDatabase } from "./delete-database.ts";
import { deleteTable } from "./delete-table.ts";
import { getDatabase } from "./get-database.ts";
import { getTable } from "./get-table.ts";

export const GLUE: Service = {
  name: "glue",
  eventSource: "glue.amazonaws.com",
  api: "AWSGlue",
  protocol: jsonProtocol("1.1"),
  operations: withKnownMembers([createDatabase, createTable, deleteDatabase, deleteTable, getDatabase, getTable]),
};
