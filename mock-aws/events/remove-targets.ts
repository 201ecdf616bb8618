// events:RemoveTargets — https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_RemoveTargets.html
import { z } from "zod";
import { text } from "../input.ts";
import { operation } from "../operation.ts";
import { findRule } from "./buses.ts";
import { accessToRule, busNameOrArn, ruleName } from "./inputs.ts";

/** To remove a target that is not there is no error. */
export const removeTargets = operation({
  name: "RemoveTargets",
  readOnly: false,
  input: z.strictObject({
    Rule: ruleName,
    EventBusName: busNameOrArn.optional(),
    Ids: z
      .array(text({ min: 1, max: 64, pattern: /[.\-_A-Za-z0-9]+/ }))
      .min(1)
      .max(100),
    Force: z.boolean().optional(),
  }),
  authorize: ({ Rule, EventBusName }, call) => [accessToRule("RemoveTargets", Rule, EventBusName, call)],
  run({ Rule, EventBusName, Ids }, call) {
    const { targets } = findRule(call, EventBusName, Rule);
    for (const id of Ids) targets.delete(id);
    return { FailedEntryCount: 0, FailedEntries: [] };
  },
});
