// events:ListEventBuses — https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListEventBuses.html
import { z } from "zod";
import { integer } from "../input.ts";
import { operation } from "../operation.ts";
import { pageOf } from "../page.ts";
import { buses, defaultBus } from "./buses.ts";
import { busName, nextToken } from "./inputs.ts";
import { showBus } from "./show.ts";

export const listEventBuses = operation({
  name: "ListEventBuses",
  readOnly: true,
  input: z.strictObject({
    NamePrefix: busName.optional(),
    NextToken: nextToken.optional(),
    Limit: integer(1, 100).optional(),
  }),
  authorize: () => [{ action: "events:ListEventBuses", resource: "*" }],
  run({ NamePrefix = "", NextToken, Limit = 100 }, { world, caller, region }) {
    defaultBus(world, caller.account, region);
    const own = [...buses(world, caller.account).values()].filter(
      (bus) => bus.region === region && bus.name.startsWith(NamePrefix),
    );
    const page = pageOf(own, ({ name }) => name, Limit, NextToken);
    return { EventBuses: page.items.map(showBus), NextToken: page.next };
  },
});
