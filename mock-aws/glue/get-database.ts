// glue:GetDatabase — https://docs.aws.amazon.com/glue/latest/webapi/API_GetDatabase.html
import { z } from "zod";
import { operation } from "../operation.ts";
import { catalogId, findDatabase, glueName, onCatalog, refuseOther } from "./catalog.ts";

export const getDatabase = operation({
  name: "GetDatabase",
  readOnly: true,
  input: z.object({ CatalogId: catalogId, Name: glueName }),
  authorize: ({ Name }, call) => onCatalog("GetDatabase", call, Name),
  run({ CatalogId, Name }, call) {
    refuseOther(CatalogId, call);
    const { name, createdAt } = findDatabase(Name, call);
    return { Database: { Name: name, CreateTime: new Date(createdAt), CatalogId: call.caller.account } };
  },
});
