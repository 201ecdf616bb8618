// ssm:DescribeAutomationStepExecutions — https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeAutomationStepExecutions.html
import { z } from "zod";
import { NotImplementedError } from "../aws-error.ts";
import { bool, integer } from "../input.ts";
import { operation } from "../operation.ts";
import { executionId, findExecution, onExecution } from "./executions.ts";
import { showSteps } from "./show-execution.ts";

/** All in one page: a document has no more steps than the largest page. */
export const describeAutomationStepExecutions = operation({
  name: "DescribeAutomationStepExecutions",
  readOnly: true,
  input: z.strictObject({
    AutomationExecutionId: executionId,
    Filters: z.unknown().optional(),
    ReverseOrder: bool().default(false),
    MaxResults: integer(1, 50).optional(),
    NextToken: z.string().optional(),
  }),
  authorize: onExecution("DescribeAutomationStepExecutions"),
  run({ ReverseOrder, Filters, MaxResults, NextToken, ...named }, call) {
    if (Filters !== undefined) throw new NotImplementedError("Filters of ssm:DescribeAutomationStepExecutions");
    const steps = showSteps(findExecution(named, call));
    if (NextToken !== undefined || steps.length > (MaxResults ?? steps.length)) {
      throw new NotImplementedError("pages of ssm:DescribeAutomationStepExecutions");
    }
    return { StepExecutions: ReverseOrder ? steps.reverse() : steps };
  },
});
