// iam:UpdateGroup — https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateGroup.html
import { z } from "zod";
import { entityName, path } from "../../input.ts";
import { operation } from "../../operation.ts";
import { onRenamed, rename } from "../rename.ts";
import { find } from "../state.ts";

export const updateGroup = operation({
  name: "UpdateGroup",
  readOnly: false,
  input: z.object({ GroupName: entityName, NewPath: path.optional(), NewGroupName: entityName.optional() }),
  authorize: ({ GroupName, NewPath, NewGroupName }, call) =>
    onRenamed(call, "UpdateGroup", "groups", GroupName, { path: NewPath, name: NewGroupName }),
  run({ GroupName, NewPath, NewGroupName }, { world, caller }) {
    const group = find(world, caller.account, "groups", GroupName);
    rename(world, "groups", group, { path: NewPath, name: NewGroupName });
  },
});
