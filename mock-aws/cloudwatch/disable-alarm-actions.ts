// cloudwatch:DisableAlarmActions — https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DisableAlarmActions.html
import { z } from "zod";
import { operation } from "../operation.ts";
import { alarmNamed } from "./alarms.ts";
import { alarmName, onAlarms } from "./inputs.ts";

/** Names that nobody has are passed over; that AWS does so is not verified. */
export const disableAlarmActions = operation({
  name: "DisableAlarmActions",
  readOnly: false,
  input: z.object({ AlarmNames: z.array(alarmName).max(100) }),
  authorize: onAlarms("DisableAlarmActions"),
  run({ AlarmNames }, call) {
    for (const name of AlarmNames) {
      const alarm = alarmNamed(call, name);
      if (alarm) alarm.actionsEnabled = false;
    }
  },
});
