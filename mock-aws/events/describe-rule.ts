// events:DescribeRule — https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DescribeRule.html
import { operation } from "../operation.ts";
import { findRule } from "./buses.ts";
import { accessToRule, namedRule } from "./inputs.ts";
import { showRule } from "./show.ts";

export const describeRule = operation({
  name: "DescribeRule",
  readOnly: true,
  input: namedRule,
  authorize: ({ Name, EventBusName }, call) => [accessToRule("DescribeRule", Name, EventBusName, call)],
  run: ({ Name, EventBusName }, call) => ({
    ...showRule(findRule(call, EventBusName, Name)),
    CreatedBy: call.caller.account,
  }),
});
