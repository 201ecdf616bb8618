// iam:CreateUser — https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html
import { z } from "zod";
import { uniqueId } from "../../ids.ts";
import { path, userName } from "../../input.ts";
import { operation } from "../../operation.ts";
import { versioned } from "../../propagation.ts";
import { iamArn } from "../arn.ts";
import { newPermissions } from "../boundary/new-permissions.ts";
import type { User } from "../entities.ts";
import { policyArn } from "../managed-policy/find-policy.ts";
import { showUser } from "../show.ts";
import { iam, refuseTaken } from "../state.ts";
import { requestTagContext, tagList, withTags } from "../tags.ts";

export const createUser = operation({
  name: "CreateUser",
  readOnly: false,
  input: z.object({
    UserName: userName,
    Path: path.default("/"),
    PermissionsBoundary: policyArn.optional(),
    Tags: tagList.optional(),
  }),
  authorize: ({ UserName, Path, PermissionsBoundary, Tags }, { caller }) => {
    const resource = iamArn(caller.account, "user", Path, UserName);
    const context = { "iam:PermissionsBoundary": PermissionsBoundary, ...requestTagContext(Tags) };
    const tagging = Tags?.length ? [{ action: "iam:TagUser", resource, context }] : [];
    return [{ action: "iam:CreateUser", resource, context }, ...tagging];
  },
  run(input, { world, now, caller: { account } }) {
    refuseTaken(world, account, "users", input.UserName);
    const user: User = {
      account,
      name: input.UserName,
      path: input.Path,
      id: uniqueId(world.random, "AIDA"),
      arn: iamArn(account, "user", input.Path, input.UserName),
      createdAt: now,
      exists: versioned(true, now),
      permissions: versioned(newPermissions(world, account, input.PermissionsBoundary), now),
      groups: versioned([], now),
      accessKeyIds: [],
      tags: withTags(new Map(), input.Tags),
    };
    iam(world, account).users.set(user.name.toLowerCase(), user);
    return { User: showUser(user) };
  },
});
