// iam:ListGroupsForUser — https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListGroupsForUser.html
import { z } from "zod";
import { entityName } from "../../input.ts";
import { operation } from "../../operation.ts";
import { current } from "../../propagation.ts";
import { onUser } from "../access.ts";
import { PAGE, page } from "../paging.ts";
import { showGroup } from "../show.ts";
import { find } from "../state.ts";

export const listGroupsForUser = operation({
  name: "ListGroupsForUser",
  readOnly: true,
  input: z.object({ UserName: entityName, ...PAGE }),
  authorize: onUser("ListGroupsForUser"),
  run(input, { world, caller }) {
    const groups = current(find(world, caller.account, "users", input.UserName).groups);
    const { items, more } = page(groups, ({ name }) => name, input);
    return { Groups: items.map(showGroup), ...more };
  },
});
