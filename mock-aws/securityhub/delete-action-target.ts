// securityhub:DeleteActionTarget — https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_DeleteActionTarget.html
import { z } from "zod";
import { operation } from "../operation.ts";
import { findActionTarget } from "./find-action-target.ts";
import { enabledHub, onHub } from "./hubs.ts";

export const deleteActionTarget = operation({
  name: "DeleteActionTarget",
  http: { method: "DELETE", path: "/actionTargets/{ActionTargetArn+}" },
  readOnly: false,
  input: z.object({ ActionTargetArn: z.string() }),
  authorize: onHub("DeleteActionTarget"),
  run({ ActionTargetArn }, call) {
    const hub = enabledHub(call);
    hub.actionTargets.delete(findActionTarget(hub, ActionTargetArn).ActionTargetArn);
    return { ActionTargetArn };
  },
});
