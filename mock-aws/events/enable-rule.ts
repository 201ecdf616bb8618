// events:EnableRule — https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_EnableRule.html
import { operation } from "../operation.ts";
import { findRule } from "./buses.ts";
import { accessToRule, namedRule } from "./inputs.ts";
import { restartSchedule } from "./schedule.ts";

export const enableRule = operation({
  name: "EnableRule",
  readOnly: false,
  input: namedRule,
  authorize: ({ Name, EventBusName }, call) => [accessToRule("EnableRule", Name, EventBusName, call)],
  run({ Name, EventBusName }, call) {
    const rule = findRule(call, EventBusName, Name);
    rule.state = "ENABLED";
    restartSchedule(call.world, rule);
  },
});
