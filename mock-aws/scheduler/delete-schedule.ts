// scheduler:DeleteSchedule — https://docs.aws.amazon.com/scheduler/latest/APIReference/API_DeleteSchedule.html
import { z } from "zod";
import { operation } from "../operation.ts";
import { groupName, onSchedule, refuseOtherGroups, scheduleName } from "./inputs.ts";
import { findSchedule, schedules } from "./schedules.ts";
import { stopSchedule } from "./start.ts";

export const deleteSchedule = operation({
  name: "DeleteSchedule",
  http: { method: "DELETE", path: "/schedules/{Name}" },
  readOnly: false,
  input: z.object({ Name: scheduleName, groupName: groupName.optional(), clientToken: z.string().optional() }),
  authorize: (wish, call) => [onSchedule("DeleteSchedule", wish.Name, wish.groupName, call)],
  run(wish, call) {
    refuseOtherGroups(wish.groupName);
    const schedule = findSchedule(call, wish.Name);
    stopSchedule(schedule);
    schedules(call.world, schedule.account).delete(`${schedule.region} ${schedule.name}`);
    return {};
  },
});
