// iam:AddUserToGroup — https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddUserToGroup.html
import { z } from "zod";
import { AwsError } from "../../aws-error.ts";
import { entityName } from "../../input.ts";
import { operation } from "../../operation.ts";
import { change, current } from "../../propagation.ts";
import { onGroup } from "../access.ts";
import { find } from "../state.ts";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MOST_GROUPS = 10;

export const addUserToGroup = operation({
  name: "AddUserToGroup",
  readOnly: false,
  input: z.object({ GroupName: entityName, UserName: entityName }),
  authorize: onGroup("AddUserToGroup"),
  run({ GroupName, UserName }, { world, now, caller }) {
    const group = find(world, caller.account, "groups", GroupName);
    const user = find(world, caller.account, "users", UserName);
    const groups = current(user.groups);
    if (groups.includes(group)) return;
    if (groups.length >= MOST_GROUPS) {
      throw new AwsError("LimitExceeded", `Cannot exceed quota for GroupsPerUser: ${MOST_GROUPS}`, 409);
    }
    change(user.groups, [...groups, group], now);
  },
});
