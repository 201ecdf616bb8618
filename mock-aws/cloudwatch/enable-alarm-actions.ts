// cloudwatch:EnableAlarmActions — https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_EnableAlarmActions.html
import { z } from "zod";
import { operation } from "../operation.ts";
import { alarmNamed } from "./alarms.ts";
import { alarmName, onAlarms } from "./inputs.ts";

/** Names that nobody has are passed over; that AWS does so is not verified. */
export const enableAlarmActions = operation({
  name: "EnableAlarmActions",
  readOnly: false,
  input: z.object({ AlarmNames: z.array(alarmName).max(100) }),
  authorize: onAlarms("EnableAlarmActions"),
  run({ AlarmNames }, call) {
    for (const name of AlarmNames) {
      const alarm = alarmNamed(call, name);
      if (alarm) alarm.actionsEnabled = true;
    }
  },
});
