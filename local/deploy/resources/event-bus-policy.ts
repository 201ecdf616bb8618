// AWS::Events::EventBusPolicy
import { DescribeEventBusCommand, PutPermissionCommand } from "@aws-sdk/client-eventbridge";
import type { MakeResource } from "./resource.ts";

type Policy = { readonly Statement: readonly { readonly Sid?: string }[] };

/** Each resource is one statement of the bus's policy; the others stay. */
export const eventBusPolicy: MakeResource = async ({ name, properties, admin: { events } }) => {
  const bus = await events.send(new DescribeEventBusCommand({}));
  const { Statement: there }: Policy = JSON.parse(bus.Policy ?? '{"Statement":[]}');
  const others = there.filter(({ Sid }) => Sid !== properties["StatementId"]);
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [...others, properties["Statement"]] });
  await events.send(new PutPermissionCommand({ Policy }));
  return { ref: name };
};
