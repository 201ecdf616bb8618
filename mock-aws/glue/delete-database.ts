// glue:DeleteDatabase — https://docs.aws.amazon.com/glue/latest/webapi/API_DeleteDatabase.html
import { z } from "zod";
import { operation } from "../operation.ts";
import { catalogId, databasesIn, findDatabase, glueName, onCatalog, refuseOther } from "./catalog.ts";

/** Its tables go with it. */
export const deleteDatabase = operation({
  name: "DeleteDatabase",
  readOnly: false,
  input: z.object({ CatalogId: catalogId, Name: glueName }),
  authorize: ({ Name }, call) => onCatalog("DeleteDatabase", call, Name),
  run({ CatalogId, Name }, call) {
    refuseOther(CatalogId, call);
    findDatabase(Name, call);
    databasesIn(call.world, call.caller.account, call.region).delete(Name);
  },
});
