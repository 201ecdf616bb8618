// AWS::Events::Rule
import { PutRuleCommand, PutTargetsCommand, type RuleState, type Target } from "@aws-sdk/client-eventbridge";
import { asIs, type MakeResource, textOf } from "./resource.ts";

export const eventsRule: MakeResource = async ({ name, properties, admin: { events } }) => {
  const Name = textOf(properties, "Name") ?? name;
  const pattern = properties["EventPattern"];
  const { RuleArn } = await events.send(
    new PutRuleCommand({
      Name,
      Description: textOf(properties, "Description"),
      State: asIs<RuleState>(properties, "State"),
      ScheduleExpression: textOf(properties, "ScheduleExpression"),
      ...(pattern === undefined ? {} : { EventPattern: JSON.stringify(pattern) }),
    }),
  );
  await events.send(new PutTargetsCommand({ Rule: Name, Targets: asIs<Target[]>(properties, "Targets") }));
  return { ref: Name, attributes: { Arn: RuleArn ?? "" } };
};
