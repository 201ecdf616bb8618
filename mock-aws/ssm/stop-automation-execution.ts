// ssm:StopAutomationExecution — https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_StopAutomationExecution.html
import { z } from "zod";
import { AwsError, NotImplementedError } from "../aws-error.ts";
import { oneOf } from "../input.ts";
import { operation } from "../operation.ts";
import { executionId, findExecution, isOver, onExecution } from "./executions.ts";
import { stop } from "./run.ts";

export const stopAutomationExecution = operation({
  name: "StopAutomationExecution",
  readOnly: false,
  input: z.strictObject({ AutomationExecutionId: executionId, Type: oneOf(["Complete", "Cancel"]).optional() }),
  authorize: onExecution("StopAutomationExecution"),
  run({ Type = "Cancel", ...named }, call) {
    if (Type !== "Cancel") throw new NotImplementedError("StopAutomationExecution with Type Complete");
    const execution = findExecution(named, call);
    if (isOver(execution)) {
      const message = "The specified execution has ended: its status cannot be changed.";
      throw new AwsError("InvalidAutomationStatusUpdateException", message);
    }
    stop(call.world, execution);
  },
});
