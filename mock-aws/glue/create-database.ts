// glue:CreateDatabase — https://docs.aws.amazon.com/glue/latest/webapi/API_CreateDatabase.html
import { z } from "zod";
import { AwsError } from "../aws-error.ts";
import { operation } from "../operation.ts";
import { catalogId, databasesIn, glueName, onCatalog, refuseOther } from "./catalog.ts";

export const createDatabase = operation({
  name: "CreateDatabase",
  readOnly: false,
  input: z.object({
    CatalogId: catalogId,
    DatabaseInput: z.strictObject({ Name: glueName, Description: z.string().max(2048).optional() }),
  }),
  authorize: ({ DatabaseInput }, call) => onCatalog("CreateDatabase", call, DatabaseInput.Name),
  run({ CatalogId, DatabaseInput: { Name: name } }, call) {
    refuseOther(CatalogId, call);
    const databases = databasesIn(call.world, call.caller.account, call.region);
    if (databases.has(name)) throw new AwsError("AlreadyExistsException", "Database already exists.");
    databases.set(name, { name, createdAt: call.now, tables: new Map() });
  },
});
