// cloudwatch:SetAlarmState — https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_SetAlarmState.html
import { z } from "zod";
import { AwsError } from "../aws-error.ts";
import { oneOf, text } from "../input.ts";
import { operation } from "../operation.ts";
import { findAlarm } from "./alarms.ts";
import { alarmName, onAlarm } from "./inputs.ts";
import { changeState, watchAlarm } from "./watch.ts";

/** "The alarm returns to its actual state quickly": here when it is looked at next, at the full minute. */
export const setAlarmState = operation({
  name: "SetAlarmState",
  readOnly: false,
  input: z.object({
    AlarmName: alarmName,
    StateValue: oneOf(["OK", "ALARM", "INSUFFICIENT_DATA"]),
    StateReason: text({ max: 1023 }),
    StateReasonData: text({ max: 4000 }).optional(),
  }),
  authorize: ({ AlarmName }, call) => [onAlarm("SetAlarmState", AlarmName, call)],
  run({ AlarmName, StateValue: state, StateReason: reason, StateReasonData: reasonData }, call) {
    const alarm = findAlarm(call, AlarmName);
    if (reasonData !== undefined && !isJson(reasonData)) {
      throw new AwsError("InvalidFormatFault", "StateReasonData is not valid JSON.");
    }
    changeState(call.world, alarm, { state, reason, reasonData });
    watchAlarm(call.world, alarm);
  },
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
