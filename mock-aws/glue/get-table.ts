// glue:GetTable — https://docs.aws.amazon.com/glue/latest/webapi/API_GetTable.html
import { z } from "zod";
import { operation } from "../operation.ts";
import { catalogId, findTable, glueName, onCatalog, refuseOther } from "./catalog.ts";

export const getTable = operation({
  name: "GetTable",
  readOnly: true,
  input: z.object({ CatalogId: catalogId, DatabaseName: glueName, Name: glueName }),
  authorize: ({ DatabaseName, Name }, call) => onCatalog("GetTable", call, DatabaseName, Name),
  run({ CatalogId, DatabaseName, Name }, call) {
    refuseOther(CatalogId, call);
    const { input, createdAt } = findTable(DatabaseName, Name, call);
    return {
      Table: { ...input, DatabaseName, CreateTime: new Date(createdAt), CatalogId: call.caller.account },
    };
  },
});
