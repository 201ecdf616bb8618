// securityhub:CreateActionTarget — https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_CreateActionTarget.html
import { z } from "zod";
import { AwsError } from "../aws-error.ts";
import { text } from "../input.ts";
import { operation } from "../operation.ts";
import { PARTITION } from "../world.ts";
import { enabledHub, onHub } from "./hubs.ts";

const MOST = 50;

/** A custom action: the button in the console that a person presses over findings. */
export const createActionTarget = operation({
  name: "CreateActionTarget",
  http: { method: "POST", path: "/actionTargets" },
  readOnly: false,
  input: z.object({
    Name: text({ min: 1, max: 20 }),
    Description: text({ min: 1, max: 500 }),
    Id: text({ min: 1, max: 20, pattern: /[a-zA-Z0-9]+/ }),
  }),
  authorize: onHub("CreateActionTarget"),
  run({ Id, Name, Description }, call) {
    const { actionTargets } = enabledHub(call);
    const ActionTargetArn = `arn:${PARTITION}:securityhub:${call.region}:${call.caller.account}:action/custom/${Id}`;
    if (actionTargets.has(ActionTargetArn)) {
      const message = `The action target ${ActionTargetArn} already exists`;
      throw new AwsError("ResourceConflictException", message, 409, { Code: "ResourceConflictException" });
    }
    if (actionTargets.size >= MOST) {
      const message = `The number of action targets is limited to ${MOST}`;
      throw new AwsError("LimitExceededException", message, 429, { Code: "LimitExceededException" });
    }
    actionTargets.set(ActionTargetArn, { ActionTargetArn, Name, Description });
    return { ActionTargetArn };
  },
});
