// AWS::Athena::WorkGroup
import type { WorkGroupConfiguration } from "@aws-sdk/client-athena";
import { asIs, type MakeResource, textOf } from "./resource.ts";
import { wayOf } from "./way-of.ts";

export const athenaWorkGroup: MakeResource = async (making) => {
  const { AthenaClient, CreateWorkGroupCommand } = await import("@aws-sdk/client-athena");
  const { properties } = making;
  const Name = textOf(properties, "Name") ?? making.name;
  await new AthenaClient(await wayOf(making)).send(
    new CreateWorkGroupCommand({
      Name,
      Description: textOf(properties, "Description"),
      Configuration: asIs<WorkGroupConfiguration>(properties, "WorkGroupConfiguration"),
    }),
  );
  return { ref: Name };
};
