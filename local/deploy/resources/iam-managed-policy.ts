// AWS::IAM::ManagedPolicy
import { CreatePolicyCommand } from "@aws-sdk/client-iam";
import { type MakeResource, textOf } from "./resource.ts";

export const iamManagedPolicy: MakeResource = async ({ name, properties, admin: { iam } }) => {
  const { Policy } = await iam.send(
    new CreatePolicyCommand({
      PolicyName: textOf(properties, "ManagedPolicyName") ?? name,
      Path: textOf(properties, "Path"),
      Description: textOf(properties, "Description"),
      PolicyDocument: JSON.stringify(properties["PolicyDocument"]),
    }),
  );
  return { ref: Policy?.Arn ?? "", attributes: { PolicyArn: Policy?.Arn ?? "" } };
};
