// ssm:DescribeAutomationExecutions — https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeAutomationExecutions.html
import { z } from "zod";
import { NotImplementedError } from "../aws-error.ts";
import { integer } from "../input.ts";
import { operation } from "../operation.ts";
import { pageOf } from "../page.ts";
import { type Execution, executionsOf } from "./executions.ts";
import { showMetadata } from "./show-execution.ts";

const filter = z.strictObject({ Key: z.string(), Values: z.array(z.string()).min(1).max(10) });

export const describeAutomationExecutions = operation({
  name: "DescribeAutomationExecutions",
  readOnly: true,
  input: z.strictObject({
    Filters: z.array(filter).min(1).max(10).optional(),
    MaxResults: integer(1, 50).default(50),
    NextToken: z.string().optional(),
  }),
  authorize: () => [{ action: "ssm:DescribeAutomationExecutions", resource: "*" }],
  run({ Filters = [], MaxResults, NextToken }, { world, caller, region }) {
    const all = executionsOf(world, caller.account, region);
    const asked = all.filter((execution) => Filters.every((one) => matches(execution, one)));
    // By how many came before it: what starts between two pages comes before the first.
    const order = (execution: Execution) => String(10 ** 9 - (all.length - all.indexOf(execution)));
    const page = pageOf(asked, order, MaxResults, NextToken);
    return { AutomationExecutionMetadataList: page.items.map(showMetadata), NextToken: page.next };
  },
});

function matches({ document, status, id }: Execution, { Key, Values }: z.output<typeof filter>): boolean {
  switch (Key) {
    case "DocumentNamePrefix":
      return Values.some((value) => document.name.startsWith(value));
    case "ExecutionStatus":
      return Values.includes(status);
    case "ExecutionId":
      return Values.includes(id);
    default:
      throw new NotImplementedError(`the filter ${Key} of ssm:DescribeAutomationExecutions`);
  }
}
