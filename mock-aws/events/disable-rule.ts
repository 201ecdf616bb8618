// events:DisableRule — https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DisableRule.html
import { operation } from "../operation.ts";
import { findRule } from "./buses.ts";
import { accessToRule, namedRule } from "./inputs.ts";
import { restartSchedule } from "./schedule.ts";

export const disableRule = operation({
  name: "DisableRule",
  readOnly: false,
  input: namedRule,
  authorize: ({ Name, EventBusName }, call) => [accessToRule("DisableRule", Name, EventBusName, call)],
  run({ Name, EventBusName }, call) {
    const rule = findRule(call, EventBusName, Name);
    rule.state = "DISABLED";
    restartSchedule(call.world, rule);
  },
});
