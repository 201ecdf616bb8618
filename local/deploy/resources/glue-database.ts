// AWS::Glue::Database
import type { DatabaseInput } from "@aws-sdk/client-glue";
import { asIs, type MakeResource } from "./resource.ts";
import { wayOf } from "./way-of.ts";

export const glueDatabase: MakeResource = async (making) => {
  const { CreateDatabaseCommand, GlueClient } = await import("@aws-sdk/client-glue");
  const wish = asIs<DatabaseInput>(making.properties, "DatabaseInput");
  const DatabaseInput = { ...wish, Name: wish?.Name ?? making.name.toLowerCase() };
  await new GlueClient(await wayOf(making)).send(new CreateDatabaseCommand({ DatabaseInput }));
  return { ref: DatabaseInput.Name };
};
