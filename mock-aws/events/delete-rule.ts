// events:DeleteRule — https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DeleteRule.html
import { z } from "zod";
import { AwsError } from "../aws-error.ts";
import { operation } from "../operation.ts";
import { findBus } from "./buses.ts";
import { accessToRule, namedRule } from "./inputs.ts";
import { stopSchedule } from "./schedule.ts";

/** To delete a rule that is not there is no error. `Force` is for rules that services of AWS manage; there are none. */
export const deleteRule = operation({
  name: "DeleteRule",
  readOnly: false,
  input: namedRule.extend({ Force: z.boolean().optional() }),
  authorize: ({ Name, EventBusName }, call) => [accessToRule("DeleteRule", Name, EventBusName, call)],
  run({ Name, EventBusName }, call) {
    const { rules } = findBus(call, EventBusName);
    const rule = rules.get(Name);
    if (!rule) return;
    if (rule.targets.size > 0) throw new AwsError("ValidationException", "Rule can't be deleted since it has targets.");
    stopSchedule(rule);
    rules.delete(Name);
  },
});
