// cloudtrail:StartLogging — https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_StartLogging.html
import { operation } from "../operation.ts";
import { findTrailAtHome, namedTrail, onTrail } from "./trails.ts";

export const startLogging = operation({
  name: "StartLogging",
  readOnly: false,
  input: namedTrail,
  authorize: ({ Name }, call) => onTrail("StartLogging", Name, call),
  run({ Name }, call) {
    Object.assign(findTrailAtHome(Name, call), { isLogging: true, startedAt: call.now });
    return {};
  },
});
