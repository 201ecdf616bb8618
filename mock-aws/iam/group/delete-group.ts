// iam:DeleteGroup — https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteGroup.html
import { z } from "zod";
import { entityName } from "../../input.ts";
import { operation } from "../../operation.ts";
import { change, current } from "../../propagation.ts";
import { onGroup } from "../access.ts";
import { refuseDelete } from "../delete-conflict.ts";
import { find, iam } from "../state.ts";
import { membersOf } from "./members.ts";

export const deleteGroup = operation({
  name: "DeleteGroup",
  readOnly: false,
  input: z.object({ GroupName: entityName }),
  authorize: onGroup("DeleteGroup"),
  run({ GroupName }, { world, now, caller }) {
    const group = find(world, caller.account, "groups", GroupName);
    const { attached, inline } = current(group.permissions);
    refuseDelete(membersOf(world, group).length > 0, "remove users from group");
    refuseDelete(attached.length > 0, "detach all policies");
    refuseDelete(inline.size > 0, "delete policies");
    change(group.exists, false, now);
    iam(world, caller.account).groups.delete(group.name.toLowerCase());
  },
});
