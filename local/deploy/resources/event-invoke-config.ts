// AWS::Lambda::EventInvokeConfig: how often an event is tried, and how old it may grow.
import { type DestinationConfig, PutFunctionEventInvokeConfigCommand } from "@aws-sdk/client-lambda";
import { asIs, type MakeResource, textOf } from "./resource.ts";

export const eventInvokeConfig: MakeResource = async ({ name, properties, admin: { lambda } }) => {
  await lambda.send(
    new PutFunctionEventInvokeConfigCommand({
      FunctionName: textOf(properties, "FunctionName"),
      MaximumRetryAttempts: asIs<number>(properties, "MaximumRetryAttempts"),
      MaximumEventAgeInSeconds: asIs<number>(properties, "MaximumEventAgeInSeconds"),
      DestinationConfig: asIs<DestinationConfig>(properties, "DestinationConfig"),
    }),
  );
  return { ref: name };
};
