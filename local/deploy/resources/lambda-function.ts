// AWS::Lambda::Function: the code is that of this very process; everything else is the template's.
import { PutFunctionConcurrencyCommand, UpdateFunctionConfigurationCommand } from "@aws-sdk/client-lambda";
import { registerFunction } from "../../../mock-aws/lambda/functions.ts";
import { asIs, type MakeResource, textOf } from "./resource.ts";

type Environment = { readonly Variables?: Readonly<Record<string, string>> };
type DeadLetters = { readonly TargetArn: string };

export const lambdaFunction: MakeResource = async ({ name, properties, account, region, admin, handlers }) => {
  const FunctionName = textOf(properties, "FunctionName") ?? name;
  const { Variables = {} } = asIs<Environment>(properties, "Environment") ?? {};
  const handler = handlers?.of(FunctionName, Variables);
  if (!handlers || !handler) throw new Error(`Nothing runs under the name ${FunctionName} on this machine.`);
  const role = textOf(properties, "Role");
  const deadLetter = asIs<DeadLetters>(properties, "DeadLetterConfig")?.TargetArn;
  const { arn } = registerFunction(handlers.world, {
    account,
    region,
    name: FunctionName,
    handler,
    ...(role === undefined ? {} : { role }),
    ...(deadLetter === undefined ? {} : { deadLetter }),
  });
  await admin.lambda.send(
    new UpdateFunctionConfigurationCommand({
      FunctionName,
      Description: textOf(properties, "Description"),
      Timeout: asIs<number>(properties, "Timeout"),
      MemorySize: asIs<number>(properties, "MemorySize"),
      Environment: { Variables },
    }),
  );
  const reserved = asIs<number>(properties, "ReservedConcurrentExecutions");
  if (reserved !== undefined) {
    const wish = { FunctionName, ReservedConcurrentExecutions: reserved };
    await admin.lambda.send(new PutFunctionConcurrencyCommand(wish));
  }
  return { ref: FunctionName, attributes: { Arn: arn } };
};
