// glue:DeleteTable — https://docs.aws.amazon.com/glue/latest/webapi/API_DeleteTable.html
import { z } from "zod";
import { operation } from "../operation.ts";
import { catalogId, findDatabase, findTable, glueName, onCatalog, refuseOther } from "./catalog.ts";

export const deleteTable = operation({
  name: "DeleteTable",
  readOnly: false,
  input: z.object({ CatalogId: catalogId, DatabaseName: glueName, Name: glueName }),
  authorize: ({ DatabaseName, Name }, call) => onCatalog("DeleteTable", call, DatabaseName, Name),
  run({ CatalogId, DatabaseName, Name }, call) {
    refuseOther(CatalogId, call);
    findTable(DatabaseName, Name, call);
    findDatabase(DatabaseName, call).tables.delete(Name);
  },
});
