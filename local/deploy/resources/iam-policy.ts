// AWS::IAM::Policy: an inline policy of roles.
import { PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { asIs, type MakeResource, textOf } from "./resource.ts";

export const iamPolicy: MakeResource = async ({ name, properties, admin: { iam } }) => {
  const PolicyName = textOf(properties, "PolicyName") ?? name;
  const PolicyDocument = JSON.stringify(properties["PolicyDocument"]);
  for (const RoleName of asIs<readonly string[]>(properties, "Roles") ?? []) {
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument }));
  }
  return { ref: PolicyName };
};
