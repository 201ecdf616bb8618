// sns:ListSubscriptions — https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptions.html
import { z } from "zod";
import { operation } from "../operation.ts";
import { pageOf } from "../page.ts";
import { showSubscription } from "./show.ts";
import { topics } from "./topics.ts";

export const listSubscriptions = operation({
  name: "ListSubscriptions",
  readOnly: true,
  input: z.strictObject({ NextToken: z.string().optional() }),
  authorize: () => [{ action: "sns:ListSubscriptions", resource: "*" }],
  run({ NextToken }, { world, caller, region }) {
    const all = [...world.accounts.keys()].flatMap((account) => [...topics(world, account).values()]);
    const own = all
      .filter((topic) => topic.region === region)
      .flatMap(({ subscriptions }) => [...subscriptions.values()])
      .filter(({ owner }) => owner === caller.account);
    const page = pageOf(own, ({ arn }) => arn, 100, NextToken);
    return { Subscriptions: page.items.map(showSubscription), NextToken: page.next };
  },
});
