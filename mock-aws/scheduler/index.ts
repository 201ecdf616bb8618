// EventBridge Scheduler: every operation that the local AWS has of it.
import { withKnownMembers } from "../known-members.ts";
import type { Service } from "../operation.ts";
import { REST_JSON_PROTOCOL } from "../wire/rest-json.ts";
import { createSchedule } from "./create-schedule.ts";
import { deleteSchedule } from "./delete-schedule.ts";
import { getSchedule } from "./get-schedule.ts";
import { listSchedules } from "./list-schedules.ts";
import { updateSchedule } from "./update-schedule.ts";

export const SCHEDULER: Service = {
  name: "scheduler",
  eventSource: "scheduler.amazonaws.com",
  protocol: REST_JSON_PROTOCOL,
  operations: withKnownMembers([createSchedule, deleteSchedule, getSchedule, listSchedules, updateSchedule]),
};
