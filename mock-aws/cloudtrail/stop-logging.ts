// cloudtrail:StopLogging — https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_StopLogging.html
import { operation } from "../operation.ts";
import { findTrailAtHome, namedTrail, onTrail } from "./trails.ts";

export const stopLogging = operation({
  name: "StopLogging",
  readOnly: false,
  input: namedTrail,
  authorize: ({ Name }, call) => onTrail("StopLogging", Name, call),
  run({ Name }, call) {
    Object.assign(findTrailAtHome(Name, call), { isLogging: false, stoppedAt: call.now });
    return {};
  },
});
