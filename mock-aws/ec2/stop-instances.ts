// ec2:StopInstances — https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_StopInstances.html

import { powerOff } from "../imds/power.ts";
import { bool } from "../input.ts";
import { onInstances } from "./access.ts";
import { changeState, incorrectState, instanceIds, trailOfInstances, userInitiated } from "./change-state.ts";
import { ec2Operation } from "./define.ts";

export const stopInstances = ec2Operation({
  name: "StopInstances",
  readOnly: false,
  input: { ...instanceIds, Force: bool().optional(), SkipOsShutdown: bool().optional() },
  authorize: ({ InstanceId }, call) => onInstances("StopInstances", InstanceId, call),
  run: ({ InstanceId }, call) =>
    changeState(InstanceId, call, {
      on(instance) {
        if (instance.state === "terminated") throw incorrectState(instance, "stopped");
        return instance.state === "running" ? "stopping" : undefined;
      },
      run(instance) {
        instance.state = "stopped";
        instance.stateReason = userInitiated(call.now);
        return powerOff(call.world, instance);
      },
    }),
  trail: ({ InstanceId }, output) => trailOfInstances(InstanceId, output),
});
