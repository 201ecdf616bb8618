// AWS::Lambda::Permission
import { AddPermissionCommand } from "@aws-sdk/client-lambda";
import { type MakeResource, textOf } from "./resource.ts";

export const lambdaPermission: MakeResource = async ({ name, properties, admin: { lambda } }) => {
  await lambda.send(
    new AddPermissionCommand({
      StatementId: name,
      FunctionName: textOf(properties, "FunctionName"),
      Action: textOf(properties, "Action"),
      Principal: textOf(properties, "Principal"),
      SourceArn: textOf(properties, "SourceArn"),
      SourceAccount: textOf(properties, "SourceAccount"),
    }),
  );
  return { ref: name };
};
