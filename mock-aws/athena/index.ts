// Athena: every operation that the local AWS has of it. Queries really run, by DuckDB, over the files in the local S3.
import { withKnownMembers } from "../known-members.ts";
import type { Service } from "../operation.ts";
import { jsonProtocol } from "../wire/json.ts";
import { createWorkGroup } from "./create-work-group.ts";
import { deleteWorkGroup } from "./delete-work-group.ts";
import { getQueryExecution } from "./get-query-execution.ts";
import { getQueryResults } from "./get-query-results.ts";
import { getWorkGroup } from "./get-work-group.ts";
import { startQueryExecution } from "./start-query-execution.ts";
import { stopQueryExecution } from "./stop-query-execution.ts";

export const ATHENA: Service = {
  name: "athena",
  eventSource: "athena.amazonaws.com",
  api: "AmazonAthena",
  protocol: jsonProtocol("1.1"),
  operations: withKnownMembers([
    createWorkGroup,
    deleteWorkGroup,
    getQueryExecution,
    getQueryResults,
    getWorkGroup,
    startQueryExecution,
    stopQueryExecution,
  ]),
};
