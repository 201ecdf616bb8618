// scheduler:GetSchedule — https://docs.aws.amazon.com/scheduler/latest/APIReference/API_GetSchedule.html
import { z } from "zod";
import { operation } from "../operation.ts";
import { groupName, onSchedule, refuseOtherGroups, scheduleName } from "./inputs.ts";
import { findSchedule } from "./schedules.ts";
import { showSchedule } from "./show.ts";

export const getSchedule = operation({
  name: "GetSchedule",
  http: { method: "GET", path: "/schedules/{Name}" },
  readOnly: true,
  input: z.object({ Name: scheduleName, groupName: groupName.optional() }),
  authorize: (wish, call) => [onSchedule("GetSchedule", wish.Name, wish.groupName, call)],
  run(wish, call) {
    refuseOtherGroups(wish.groupName);
    return showSchedule(findSchedule(call, wish.Name));
  },
});
