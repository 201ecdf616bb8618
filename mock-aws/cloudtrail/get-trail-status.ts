// cloudtrail:GetTrailStatus — https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetTrailStatus.html
import { operation } from "../operation.ts";
import { findTrail, namedTrail, onTrail } from "./trails.ts";

/** Nothing is delivered to buckets: there are no times of a delivery, and no errors. */
export const getTrailStatus = operation({
  name: "GetTrailStatus",
  readOnly: true,
  input: namedTrail,
  authorize: ({ Name }, call) => onTrail("GetTrailStatus", Name, call),
  run({ Name }, call) {
    const { isLogging, startedAt, stoppedAt } = findTrail(Name, call);
    return {
      IsLogging: isLogging,
      ...(startedAt === undefined ? {} : { StartLoggingTime: new Date(startedAt) }),
      ...(stoppedAt === undefined ? {} : { StopLoggingTime: new Date(stoppedAt) }),
      TimeLoggingStarted: startedAt === undefined ? "" : new Date(startedAt).toISOString(),
      TimeLoggingStopped: stoppedAt === undefined ? "" : new Date(stoppedAt).toISOString(),
    };
  },
});
