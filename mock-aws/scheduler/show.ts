// A schedule as Scheduler's answers show it.
import type { Schedule } from "./schedules.ts";

export function showSchedule({ arn, name, settings, createdAt, modifiedAt }: Schedule) {
  const { startsAt, endsAt } = settings;
  return {
    Arn: arn,
    Name: name,
    GroupName: "default",
    ScheduleExpression: settings.expression,
    ScheduleExpressionTimezone: "UTC",
    FlexibleTimeWindow: settings.window,
    Target: settings.target,
    State: settings.state,
    Description: settings.description,
    ActionAfterCompletion: settings.afterwards,
    ...(startsAt === undefined ? {} : { StartDate: new Date(startsAt) }),
    ...(endsAt === undefined ? {} : { EndDate: new Date(endsAt) }),
    CreationDate: new Date(createdAt),
    LastModificationDate: new Date(modifiedAt),
  };
}

export function summarizeSchedule(schedule: Schedule) {
  const { Arn, Name, GroupName, State, CreationDate, LastModificationDate } = showSchedule(schedule);
  const Target = { Arn: schedule.settings.target.Arn };
  return { Arn, Name, GroupName, State, CreationDate, LastModificationDate, Target };
}
