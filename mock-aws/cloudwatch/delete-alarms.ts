// cloudwatch:DeleteAlarms — https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DeleteAlarms.html
import { z } from "zod";
import { operation } from "../operation.ts";
import { alarms, findAlarm } from "./alarms.ts";
import { alarmName, onAlarms } from "./inputs.ts";
import { unwatchAlarm } from "./watch.ts";

/** "If you specify any incorrect alarm names, the alarms you specify with correct names are still deleted." */
export const deleteAlarms = operation({
  name: "DeleteAlarms",
  readOnly: false,
  input: z.object({ AlarmNames: z.array(alarmName).max(100) }),
  authorize: onAlarms("DeleteAlarms"),
  run({ AlarmNames }, call) {
    const own = alarms(call.world, call.caller.account);
    const found = AlarmNames.filter((name) => own.has(`${call.region} ${name}`));
    for (const name of found) {
      unwatchAlarm(call.world, findAlarm(call, name));
      own.delete(`${call.region} ${name}`);
    }
    const unknown = AlarmNames.find((name) => !found.includes(name));
    if (unknown !== undefined) findAlarm(call, unknown);
  },
});
