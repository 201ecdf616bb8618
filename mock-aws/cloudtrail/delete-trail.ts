// cloudtrail:DeleteTrail — https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_DeleteTrail.html
import { operation } from "../operation.ts";
import { findTrailAtHome, namedTrail, onTrail, trails } from "./trails.ts";

export const deleteTrail = operation({
  name: "DeleteTrail",
  readOnly: false,
  input: namedTrail,
  authorize: ({ Name }, call) => onTrail("DeleteTrail", Name, call),
  run({ Name }, call) {
    const { arn } = findTrailAtHome(Name, call);
    trails(call.world, call.caller.account).delete(arn);
    return {};
  },
});
