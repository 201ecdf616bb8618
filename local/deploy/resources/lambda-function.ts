// AWS::Lambda::Function: the code is that of this very process; everything else is the template's.
import { registerFunction } from "../../../mock-aws/lambda/functions.ts";
import { asIs, type MakeResource, textOf } from "./resource.ts";

type Environment = { readonly Variables?: Readonly<Record<string, string>> };

export const lambdaFunction: MakeResource = async ({ name, properties, account, region, handlers }) => {
  const functionName = textOf(properties, "FunctionName") ?? name;
  const arn = `arn:aws:lambda:${region}:${account}:function:${functionName}`;
  const { Variables = {} } = asIs<Environment>(properties, "Environment") ?? {};
  const handler = handlers?.of(functionName, Variables);
  if (!handlers || !handler) return { ref: functionName, attributes: { Arn: arn } };
  const deadLetter = asIs<{ readonly TargetArn: string }>(properties, "DeadLetterConfig")?.TargetArn;
  const role = textOf(properties, "Role");
  registerFunction(handlers.world, {
    account,
    region,
    name: functionName,
    handler,
    ...(role === undefined ? {} : { role }),
    ...(deadLetter === undefined ? {} : { deadLetter }),
  });
  return { ref: functionName, attributes: { Arn: arn } };
};
