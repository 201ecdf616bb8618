// iam:GetGroup — https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetGroup.html
import { z } from "zod";
import { entityName } from "../../input.ts";
import { operation } from "../../operation.ts";
import { onGroup } from "../access.ts";
import { PAGE, page } from "../paging.ts";
import { listUser, showGroup } from "../show.ts";
import { find } from "../state.ts";
import { membersOf } from "./members.ts";

export const getGroup = operation({
  name: "GetGroup",
  readOnly: true,
  input: z.object({ GroupName: entityName, ...PAGE }),
  authorize: onGroup("GetGroup"),
  run(input, { world, caller }) {
    const group = find(world, caller.account, "groups", input.GroupName);
    const { items, more } = page(membersOf(world, group), ({ name }) => name, input);
    return { Group: showGroup(group), Users: items.map(listUser), ...more };
  },
});
