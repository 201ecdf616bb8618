// iam:CreateServiceLinkedRole — https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateServiceLinkedRole.html
import { z } from "zod";
import { AwsError } from "../../aws-error.ts";
import { entityName, NAME, text } from "../../input.ts";
import { operation } from "../../operation.ts";
import { roleDescription } from "../role/role-description.ts";
import { newRole } from "../show.ts";
import { lookUp } from "../state.ts";
import { addServiceLinkedRole } from "./add-service-linked-role.ts";
import { accessToServiceLinkedRole, serviceLinkedRole } from "./services.ts";

export const createServiceLinkedRole = operation({
  name: "CreateServiceLinkedRole",
  readOnly: false,
  input: z.object({
    AWSServiceName: entityName,
    Description: roleDescription.optional(),
    CustomSuffix: text({ min: 1, max: 64, pattern: NAME }).optional(),
  }),
  authorize: ({ AWSServiceName, CustomSuffix }, { caller }) => [
    accessToServiceLinkedRole(caller.account, AWSServiceName, CustomSuffix),
  ],
  run({ AWSServiceName, Description, CustomSuffix }, { world, caller: { account } }) {
    const { name } = serviceLinkedRole(AWSServiceName, CustomSuffix);
    if (lookUp(world, account, "roles", name)) {
      const message = `Service role name ${name} has been taken in this account, please try a different suffix.`;
      throw new AwsError("InvalidInput", message, 400);
    }
    const wish = { suffix: CustomSuffix, description: Description };
    return { Role: newRole(addServiceLinkedRole(world, account, AWSServiceName, wish)) };
  },
});
