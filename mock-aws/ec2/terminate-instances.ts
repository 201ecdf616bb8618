// ec2:TerminateInstances — https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TerminateInstances.html

import { powerOff } from "../imds/power.ts";
import { bool } from "../input.ts";
import { onInstances } from "./access.ts";
import { changeState, instanceIds, trailOfInstances, userInitiated } from "./change-state.ts";
import { ec2Operation } from "./define.ts";

export const terminateInstances = ec2Operation({
  name: "TerminateInstances",
  readOnly: false,
  input: { ...instanceIds, Force: bool().optional(), SkipOsShutdown: bool().optional() },
  authorize: ({ InstanceId }, call) => onInstances("TerminateInstances", InstanceId, call),
  run: ({ InstanceId }, call) =>
    changeState(InstanceId, call, {
      on: ({ state }) => (state === "terminated" ? undefined : "shutting-down"),
      run(instance) {
        instance.state = "terminated";
        instance.stateReason = userInitiated(call.now);
        instance.terminatedAt = call.now;
        return powerOff(call.world, instance);
      },
    }),
  trail: ({ InstanceId }, output) => trailOfInstances(InstanceId, output),
});
