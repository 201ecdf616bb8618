// glue:CreateTable — https://docs.aws.amazon.com/glue/latest/webapi/API_CreateTable.html
import { z } from "zod";
import { AwsError } from "../aws-error.ts";
import { operation } from "../operation.ts";
import { catalogId, findDatabase, glueName, onCatalog, refuseOther, tableInput } from "./catalog.ts";

/** Glue takes any property; whether a projection makes sense is told by the query that needs it. */
export const createTable = operation({
  name: "CreateTable",
  readOnly: false,
  input: z.object({ CatalogId: catalogId, DatabaseName: glueName, TableInput: tableInput }),
  authorize: ({ DatabaseName, TableInput }, call) => onCatalog("CreateTable", call, DatabaseName, TableInput.Name),
  run({ CatalogId, DatabaseName, TableInput }, call) {
    refuseOther(CatalogId, call);
    const { tables } = findDatabase(DatabaseName, call);
    if (tables.has(TableInput.Name)) throw new AwsError("AlreadyExistsException", "Table already exists.");
    tables.set(TableInput.Name, { name: TableInput.Name, createdAt: call.now, input: TableInput });
  },
});
