// events:ListRuleNamesByTarget — https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListRuleNamesByTarget.html
import { z } from "zod";
import { integer, text } from "../input.ts";
import { operation } from "../operation.ts";
import { pageOf } from "../page.ts";
import { findBus } from "./buses.ts";
import { busNameOrArn, nextToken } from "./inputs.ts";

export const listRuleNamesByTarget = operation({
  name: "ListRuleNamesByTarget",
  readOnly: true,
  input: z.strictObject({
    TargetArn: text({ min: 1, max: 1600 }),
    EventBusName: busNameOrArn.optional(),
    NextToken: nextToken.optional(),
    Limit: integer(1, 100).optional(),
  }),
  authorize: () => [{ action: "events:ListRuleNamesByTarget", resource: "*" }],
  run({ TargetArn, EventBusName, NextToken, Limit = 100 }, call) {
    const rules = [...findBus(call, EventBusName).rules.values()];
    const names = rules.filter(({ targets }) => [...targets.values()].some(({ Arn }) => Arn === TargetArn));
    const page = pageOf(names, ({ name }) => name, Limit, NextToken);
    return { RuleNames: page.items.map(({ name }) => name), NextToken: page.next };
  },
});
