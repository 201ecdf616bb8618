// AWS::Scheduler::Schedule
import {
  CreateScheduleCommand,
  type FlexibleTimeWindow,
  type ScheduleState,
  type Target,
} from "@aws-sdk/client-scheduler";
import { asIs, type MakeResource, textOf } from "./resource.ts";

export const schedulerSchedule: MakeResource = async ({ name, properties, admin: { scheduler } }) => {
  const Name = textOf(properties, "Name") ?? name;
  const { ScheduleArn } = await scheduler.send(
    new CreateScheduleCommand({
      Name,
      Description: textOf(properties, "Description"),
      ScheduleExpression: textOf(properties, "ScheduleExpression"),
      ScheduleExpressionTimezone: textOf(properties, "ScheduleExpressionTimezone"),
      FlexibleTimeWindow: asIs<FlexibleTimeWindow>(properties, "FlexibleTimeWindow"),
      State: asIs<ScheduleState>(properties, "State"),
      Target: asIs<Target>(properties, "Target"),
    }),
  );
  return { ref: Name, attributes: { Arn: ScheduleArn ?? "" } };
};
