// AWS::Events::EventBusPolicy
import { PutPermissionCommand } from "@aws-sdk/client-eventbridge";
import type { MakeResource } from "./resource.ts";

export const eventBusPolicy: MakeResource = async ({ name, properties, admin: { events } }) => {
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [properties["Statement"]] });
  await events.send(new PutPermissionCommand({ Policy }));
  return { ref: name };
};
