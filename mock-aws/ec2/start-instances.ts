// ec2:StartInstances — https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_StartInstances.html
import { powerOn } from "../imds/power.ts";
import { onInstances } from "./access.ts";
import { changeState, incorrectState, instanceIds, trailOfInstances } from "./change-state.ts";
import { ec2Operation } from "./define.ts";

/** An instance that starts gets new credentials; those from before its stop stay good until they expire. */
export const startInstances = ec2Operation({
  name: "StartInstances",
  readOnly: false,
  input: instanceIds,
  authorize: ({ InstanceId }, call) => onInstances("StartInstances", InstanceId, call),
  run: ({ InstanceId }, call) =>
    changeState(InstanceId, call, {
      on(instance) {
        if (instance.state === "terminated") throw incorrectState(instance, "started");
        return instance.state === "stopped" ? "pending" : undefined;
      },
      run(instance) {
        instance.state = "running";
        instance.stateReason = "";
        instance.launchedAt = call.now;
        return powerOn(call.world, instance);
      },
    }),
  trail: ({ InstanceId }, output) => trailOfInstances(InstanceId, output),
});
