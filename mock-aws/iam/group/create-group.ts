// iam:CreateGroup — https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateGroup.html
import { z } from "zod";
import { uniqueId } from "../../ids.ts";
import { entityName, path } from "../../input.ts";
import { operation } from "../../operation.ts";
import { versioned } from "../../propagation.ts";
import { iamArn } from "../arn.ts";
import { type Group, NO_PERMISSIONS } from "../entities.ts";
import { showGroup } from "../show.ts";
import { iam, refuseTaken } from "../state.ts";

export const createGroup = operation({
  name: "CreateGroup",
  readOnly: false,
  input: z.object({ GroupName: entityName, Path: path.default("/") }),
  authorize: ({ GroupName, Path }, { caller }) => [
    { action: "iam:CreateGroup", resource: iamArn(caller.account, "group", Path, GroupName) },
  ],
  run({ GroupName, Path }, { world, now, caller: { account } }) {
    refuseTaken(world, account, "groups", GroupName);
    const group: Group = {
      account,
      name: GroupName,
      path: Path,
      id: uniqueId(world.random, "AGPA"),
      arn: iamArn(account, "group", Path, GroupName),
      createdAt: now,
      exists: versioned(true, now),
      permissions: versioned(NO_PERMISSIONS, now),
    };
    iam(world, account).groups.set(GroupName.toLowerCase(), group);
    return { Group: showGroup(group) };
  },
});
