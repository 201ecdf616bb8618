// iam:RemoveUserFromGroup — https://docs.aws.amazon.com/IAM/latest/APIReference/API_RemoveUserFromGroup.html
import { z } from "zod";
import { entityName } from "../../input.ts";
import { operation } from "../../operation.ts";
import { change, current } from "../../propagation.ts";
import { onGroup } from "../access.ts";
import { find } from "../state.ts";

/** Removing who is not in it changes nothing. */
export const removeUserFromGroup = operation({
  name: "RemoveUserFromGroup",
  readOnly: false,
  input: z.object({ GroupName: entityName, UserName: entityName }),
  authorize: onGroup("RemoveUserFromGroup"),
  run({ GroupName, UserName }, { world, now, caller }) {
    const group = find(world, caller.account, "groups", GroupName);
    const { groups } = find(world, caller.account, "users", UserName);
    change(
      groups,
      current(groups).filter((other) => other !== group),
      now,
    );
  },
});
