// iam:CreateRole — https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
import { z } from "zod";
import { integer, path, policyText, roleName } from "../../input.ts";
import { operation } from "../../operation.ts";
import { iamArn } from "../arn.ts";
import { newPermissions } from "../boundary/new-permissions.ts";
import { policyArn } from "../managed-policy/find-policy.ts";
import { refuseReservedPath } from "../protected-roles.ts";
import { newRole } from "../show.ts";
import { requestTagContext, tagList, withTags } from "../tags.ts";
import { addRole } from "./add-role.ts";
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
  run(input, { world, caller: { account } }) {
    refuseReservedPath(input.Path);
    const role = addRole(world, {
      account,
      name: input.RoleName,
      path: input.Path,
      trust: readTrust(world, input.AssumeRolePolicyDocument),
      permissions: newPermissions(world, account, input.PermissionsBoundary),
      tags: withTags(new Map(), input.Tags),
      maxSessionDuration: input.MaxSessionDuration,
      description: input.Description,
    });
    return { Role: newRole(role) };
  },
});
