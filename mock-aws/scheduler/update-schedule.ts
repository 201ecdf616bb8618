// scheduler:UpdateSchedule — https://docs.aws.amazon.com/scheduler/latest/APIReference/API_UpdateSchedule.html
import { operation } from "../operation.ts";
import { onSchedule, readSettings, refuseOtherGroups, scheduleInput, toPass } from "./inputs.ts";
import { findSchedule } from "./schedules.ts";
import { startSchedule } from "./start.ts";

/** "UpdateSchedule … overrides the existing schedule": what it does not say is the default again. */
export const updateSchedule = operation({
  name: "UpdateSchedule",
  http: { method: "PUT", path: "/schedules/{Name}" },
  readOnly: false,
  input: scheduleInput,
  authorize: (wish, call) => [onSchedule("UpdateSchedule", wish.Name, wish.GroupName, call), toPass(wish)],
  run(wish, call) {
    refuseOtherGroups(wish.GroupName);
    const schedule = findSchedule(call, wish.Name);
    schedule.settings = readSettings(wish, call, schedule.createdAt);
    schedule.modifiedAt = call.now;
    startSchedule(call.world, schedule);
    return { ScheduleArn: schedule.arn };
  },
});
