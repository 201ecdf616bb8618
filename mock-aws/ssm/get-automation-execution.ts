// ssm:GetAutomationExecution — https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetAutomationExecution.html
import { z } from "zod";
import { operation } from "../operation.ts";
import { executionId, findExecution, onExecution } from "./executions.ts";
import { showExecution } from "./show-execution.ts";

export const getAutomationExecution = operation({
  name: "GetAutomationExecution",
  readOnly: true,
  input: z.strictObject({ AutomationExecutionId: executionId }),
  authorize: onExecution("GetAutomationExecution"),
  run: (named, call) => ({ AutomationExecution: showExecution(findExecution(named, call)) }),
});
