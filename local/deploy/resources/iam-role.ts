// AWS::IAM::Role
import { AttachRolePolicyCommand, CreateRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { asIs, type MakeResource, textOf } from "./resource.ts";

type Policy = { readonly PolicyName: string; readonly PolicyDocument: object };

export const iamRole: MakeResource = async ({ name, properties, admin: { iam } }) => {
  const RoleName = textOf(properties, "RoleName") ?? name;
  const { Role } = await iam.send(
    new CreateRoleCommand({
      RoleName,
      Path: textOf(properties, "Path"),
      Description: textOf(properties, "Description"),
      AssumeRolePolicyDocument: JSON.stringify(properties["AssumeRolePolicyDocument"]),
      PermissionsBoundary: textOf(properties, "PermissionsBoundary"),
    }),
  );
  for (const { PolicyName, PolicyDocument } of asIs<readonly Policy[]>(properties, "Policies") ?? []) {
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: JSON.stringify(PolicyDocument) }));
  }
  for (const PolicyArn of asIs<readonly string[]>(properties, "ManagedPolicyArns") ?? []) {
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
  }
  return { ref: RoleName, attributes: { Arn: Role?.Arn ?? "", RoleId: Role?.RoleId ?? "" } };
};
