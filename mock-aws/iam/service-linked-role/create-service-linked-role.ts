// iam:CreateServiceLinkedRole — https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateServiceLinkedRole.html
import { z } from "zod";
import { AwsError } from "../../aws-error.ts";
import { entityName, NAME, text } from "../../input.ts";
import { operation } from "../../operation.ts";
import { iamArn } from "../arn.ts";
import { NO_PERMISSIONS } from "../entities.ts";
import { addRole } from "../role/add-role.ts";
import { readTrust } from "../role/read-trust.ts";
import { roleDescription } from "../role/role-description.ts";
import { newRole } from "../show.ts";
import { lookUp } from "../state.ts";
import { serviceLinkedRole } from "./services.ts";

/** Trust and permissions are the service's; nobody edits them. */
export const createServiceLinkedRole = operation({
  name: "CreateServiceLinkedRole",
  readOnly: false,
  input: z.object({
    AWSServiceName: entityName,
    Description: roleDescription.optional(),
    CustomSuffix: text({ min: 1, max: 64, pattern: NAME }).optional(),
  }),
  authorize({ AWSServiceName, CustomSuffix }, { caller }) {
    const { name, path } = serviceLinkedRole(AWSServiceName, CustomSuffix);
    const resource = iamArn(caller.account, "role", path, name);
    return [{ action: "iam:CreateServiceLinkedRole", resource, context: { "iam:AWSServiceName": AWSServiceName } }];
  },
  run({ AWSServiceName, Description, CustomSuffix }, { world, caller: { account } }) {
    const { name, path, policyArn, description } = serviceLinkedRole(AWSServiceName, CustomSuffix);
    if (lookUp(world, account, "roles", name)) {
      const message = `Service role name ${name} has been taken in this account, please try a different suffix.`;
      throw new AwsError("InvalidInput", message, 400);
    }
    const statement = { Effect: "Allow", Principal: { Service: AWSServiceName }, Action: "sts:AssumeRole" };
    const role = addRole(world, {
      account,
      name,
      path,
      trust: readTrust(world, JSON.stringify({ Version: "2012-10-17", Statement: [statement] })),
      permissions: { ...NO_PERMISSIONS, attached: [policyArn] },
      tags: new Map(),
      maxSessionDuration: 3600,
      description: Description ?? description,
    });
    return { Role: newRole(role) };
  },
});
