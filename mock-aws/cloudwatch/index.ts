// CloudWatch: every operation that the local AWS has of it.
import { withKnownMembers } from "../known-members.ts";
import type { Service } from "../operation.ts";
import { queryCompatibleProtocol } from "../wire/query-compatible.ts";
import { deleteAlarms } from "./delete-alarms.ts";
import { describeAlarms } from "./describe-alarms.ts";
import { disableAlarmActions } from "./disable-alarm-actions.ts";
import { enableAlarmActions } from "./enable-alarm-actions.ts";
import { getMetricData } from "./get-metric-data.ts";
import { getMetricStatistics } from "./get-metric-statistics.ts";
import { listMetrics } from "./list-metrics.ts";
import { putMetricAlarm } from "./put-metric-alarm.ts";
import { putMetricData } from "./put-metric-data.ts";
import { setAlarmState } from "./set-alarm-state.ts";

export const CLOUDWATCH: Service = {
  name: "monitoring",
  actions: "cloudwatch",
  eventSource: "monitoring.amazonaws.com",
  api: "GraniteServiceVersion20100801",
  protocol: queryCompatibleProtocol({
    AccessDeniedException: "AccessDenied",
    InvalidFormatFault: "InvalidFormat",
    InvalidParameterCombinationException: "InvalidParameterCombination",
    InvalidParameterValueException: "InvalidParameterValue",
    MissingRequiredParameterException: "MissingParameter",
    ValidationException: "ValidationError",
  }),
  operations: withKnownMembers([
    deleteAlarms,
    describeAlarms,
    disableAlarmActions,
    enableAlarmActions,
    getMetricData,
    getMetricStatistics,
    listMetrics,
    putMetricAlarm,
    putMetricData,
    setAlarmState,
  ]),
};
