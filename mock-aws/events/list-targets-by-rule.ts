// events:ListTargetsByRule — https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListTargetsByRule.html
import { z } from "zod";
import { integer } from "../input.ts";
import { operation } from "../operation.ts";
import { pageOf } from "../page.ts";
import { findRule } from "./buses.ts";
import { accessToRule, busNameOrArn, nextToken, ruleName } from "./inputs.ts";

export const listTargetsByRule = operation({
  name: "ListTargetsByRule",
  readOnly: true,
  input: z.strictObject({
    Rule: ruleName,
    EventBusName: busNameOrArn.optional(),
    NextToken: nextToken.optional(),
    Limit: integer(1, 100).optional(),
  }),
  authorize: ({ Rule, EventBusName }, call) => [accessToRule("ListTargetsByRule", Rule, EventBusName, call)],
  run({ Rule, EventBusName, NextToken, Limit = 100 }, call) {
    const { targets } = findRule(call, EventBusName, Rule);
    const page = pageOf([...targets.values()], ({ Id }) => Id, Limit, NextToken);
    return { Targets: page.items, NextToken: page.next };
  },
});
