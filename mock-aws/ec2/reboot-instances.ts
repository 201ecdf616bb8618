// ec2:RebootInstances — https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RebootInstances.html
import { onInstances } from "./access.ts";
import { incorrectState, instanceIds, trailOfInstances } from "./change-state.ts";
import { ec2Operation } from "./define.ts";
import { findInstances } from "./find.ts";

/** A reboot leaves the credentials of an instance as they are (published; unlike a stop and a start). */
export const rebootInstances = ec2Operation({
  name: "RebootInstances",
  readOnly: false,
  input: instanceIds,
  authorize: ({ InstanceId }, call) => onInstances("RebootInstances", InstanceId, call),
  run({ InstanceId }, call) {
    const stuck = findInstances(InstanceId, call).find(({ state }) => state !== "running");
    if (stuck) throw incorrectState(stuck, "rebooted");
    return { return: true };
  },
  trail: ({ InstanceId }, output) => ({
    ...trailOfInstances(InstanceId),
    responseElements: output && { _return: true },
  }),
});
