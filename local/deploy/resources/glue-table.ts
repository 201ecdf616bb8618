// AWS::Glue::Table
import type { TableInput } from "@aws-sdk/client-glue";
import { asIs, type MakeResource, textOf } from "./resource.ts";
import { wayOf } from "./way-of.ts";

export const glueTable: MakeResource = async (making) => {
  const { CreateTableCommand, GlueClient } = await import("@aws-sdk/client-glue");
  const DatabaseName = textOf(making.properties, "DatabaseName");
  const wish = asIs<TableInput>(making.properties, "TableInput");
  const input = { ...wish, Name: wish?.Name ?? making.name.toLowerCase() };
  await new GlueClient(await wayOf(making)).send(new CreateTableCommand({ DatabaseName, TableInput: input }));
  return { ref: input.Name };
};
