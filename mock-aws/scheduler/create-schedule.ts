// scheduler:CreateSchedule — https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html
import { AwsError } from "../aws-error.ts";
import { operation } from "../operation.ts";
import { onSchedule, readSettings, refuseOtherGroups, scheduleInput, toPass } from "./inputs.ts";
import { type Schedule, scheduleArn, schedules } from "./schedules.ts";
import { startSchedule } from "./start.ts";

export const createSchedule = operation({
  name: "CreateSchedule",
  http: { method: "POST", path: "/schedules/{Name}" },
  readOnly: false,
  input: scheduleInput,
  authorize: (wish, call) => [onSchedule("CreateSchedule", wish.Name, wish.GroupName, call), toPass(wish)],
  run(wish, call) {
    const { world, region, now, caller } = call;
    const { Name: name, GroupName, ClientToken: clientToken } = wish;
    refuseOtherGroups(GroupName);
    const own = schedules(world, caller.account);
    const before = own.get(`${region} ${name}`);
    if (before && clientToken !== undefined && before.clientToken === clientToken) return { ScheduleArn: before.arn };
    if (before) throw new AwsError("ConflictException", `Schedule ${name} already exists.`, 409);
    const settings = readSettings(wish, call, now);
    const arn = scheduleArn(caller.account, region, name);
    const place = { account: caller.account, region, name, arn };
    const schedule: Schedule = { ...place, createdAt: now, modifiedAt: now, clientToken, settings };
    own.set(`${region} ${name}`, schedule);
    startSchedule(world, schedule);
    return { ScheduleArn: arn };
  },
});
