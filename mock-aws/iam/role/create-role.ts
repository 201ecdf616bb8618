// iam:CreateRole — https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
import { z } from "zod";
import { uniqueId } from "../../ids.ts";
import { integer, path, policyText, roleName } from "../../input.ts";
import { operation } from "../../operation.ts";
import { versioned } from "../../propagation.ts";
import { iamArn } from "../arn.ts";
import { newPermissions } from "../boundary/new-permissions.ts";
import type { Role } from "../entities.ts";
import { policyArn } from "../managed-policy/find-policy.ts";
import { refuseReservedPath } from "../protected-roles.ts";
import { newRole } from "../show.ts";
import { iam, refuseTaken } from "../state.ts";
import { requestTagContext, tagList, withTags } from "../tags.ts";
import { readTrust } from "./read-trust.ts";
import { roleDescription } from "./role-description.ts";

export const createRole = operation({
  name: "CreateRole",
  readOnly: false,
  input: z.object({
    RoleName: roleName,
    AssumeRolePolicyDocument: policyText,
    Path: path.default("/"),
    Description: roleDescription.optional(),
    MaxSessionDuration: integer(3600, 43200).default(3600),
    PermissionsBoundary: policyArn.optional(),
    Tags: tagList.optional(),
  }),
  authorize: ({ RoleName, Path, PermissionsBoundary, Tags }, { caller }) => {
    const resource = iamArn(caller.account, "role", Path, RoleName);
    const context = { "iam:PermissionsBoundary": PermissionsBoundary, ...requestTagContext(Tags) };
    const tagging = Tags?.length ? [{ action: "iam:TagRole", resource, context }] : [];
    return [{ action: "iam:CreateRole", resource, context }, ...tagging];
  },
  run(input, { world, now, caller: { account } }) {
    refuseReservedPath(input.Path);
    const trust = readTrust(world, input.AssumeRolePolicyDocument);
    refuseTaken(world, account, "roles", input.RoleName);
    const role: Role = {
      account,
      name: input.RoleName,
      path: input.Path,
      id: uniqueId(world.random, "AROA"),
      arn: iamArn(account, "role", input.Path, input.RoleName),
      createdAt: now,
      exists: versioned(true, now),
      trust: versioned(trust, now),
      permissions: versioned(newPermissions(world, account, input.PermissionsBoundary), now),
      tags: withTags(new Map(), input.Tags),
      maxSessionDuration: input.MaxSessionDuration,
      ...(input.Description === undefined ? {} : { description: input.Description }),
    };
    iam(world, account).roles.set(role.name.toLowerCase(), role);
    return { Role: newRole(role) };
  },
});
