// events:ListRules — https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListRules.html
import { z } from "zod";
import { integer } from "../input.ts";
import { operation } from "../operation.ts";
import { pageOf } from "../page.ts";
import { findBus } from "./buses.ts";
import { busNameOrArn, nextToken, ruleName } from "./inputs.ts";
import { showRule } from "./show.ts";

export const listRules = operation({
  name: "ListRules",
  readOnly: true,
  input: z.strictObject({
    NamePrefix: ruleName.optional(),
    EventBusName: busNameOrArn.optional(),
    NextToken: nextToken.optional(),
    Limit: integer(1, 100).optional(),
  }),
  authorize: () => [{ action: "events:ListRules", resource: "*" }],
  run({ NamePrefix = "", EventBusName, NextToken, Limit = 100 }, call) {
    const rules = [...findBus(call, EventBusName).rules.values()].filter(({ name }) => name.startsWith(NamePrefix));
    const page = pageOf(rules, ({ name }) => name, Limit, NextToken);
    return { Rules: page.items.map(showRule), NextToken: page.next };
  },
});
