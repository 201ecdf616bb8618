// scheduler:ListSchedules — https://docs.aws.amazon.com/scheduler/latest/APIReference/API_ListSchedules.html
import { z } from "zod";
import { integer, oneOf } from "../input.ts";
import { operation } from "../operation.ts";
import { listPage } from "../page.ts";
import { groupName, onSchedule, refuseOtherGroups, scheduleName } from "./inputs.ts";
import { schedules } from "./schedules.ts";
import { summarizeSchedule } from "./show.ts";

export const listSchedules = operation({
  name: "ListSchedules",
  http: { method: "GET", path: "/schedules" },
  readOnly: true,
  input: z.object({
    ScheduleGroup: groupName.optional(),
    NamePrefix: scheduleName.optional(),
    State: oneOf(["ENABLED", "DISABLED"]).optional(),
    MaxResults: integer(1, 100).optional(),
    NextToken: z.string().optional(),
  }),
  authorize: (wish, call) => [onSchedule("ListSchedules", "*", wish.ScheduleGroup ?? "*", call)],
  run({ ScheduleGroup, NamePrefix = "", State, MaxResults = 100, NextToken }, { world, caller, region }) {
    refuseOtherGroups(ScheduleGroup);
    const own = [...schedules(world, caller.account).values()].filter(
      (one) =>
        one.region === region &&
        one.name.startsWith(NamePrefix) &&
        (State === undefined || one.settings.state === State),
    );
    return listPage("Schedules", own, ({ name }) => name, summarizeSchedule, { MaxResults, NextToken });
  },
});
