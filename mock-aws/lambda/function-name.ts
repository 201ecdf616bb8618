// The function that a call names: by name, partial ARN or ARN, with or without $LATEST.
import { AwsError, NotImplementedError } from "../aws-error.ts";
import { text } from "../input.ts";
import type { Access, Call } from "../operation.ts";
import { PARTITION } from "../world.ts";
import { functionByArn, type LambdaFunction } from "./functions.ts";

const PATTERN =
  /(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_.]+)(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?/;

export const functionName = text({ min: 1, max: 256, pattern: PATTERN });

export type Named = { readonly FunctionName: string; readonly Qualifier?: string | undefined };

type Name = { readonly arn: string; readonly account: string; readonly qualifier: string | undefined };

function nameOf({ FunctionName, Qualifier }: Named, { caller, region }: Call): Name {
  const parts = new RegExp(`^${PATTERN.source}$`).exec(FunctionName);
  const account = parts?.[8]?.slice(0, -1) ?? caller.account;
  const where = parts?.[3]?.slice(0, -1) ?? region;
  const inName = parts?.[12];
  if (Qualifier !== undefined && inName !== undefined && Qualifier !== inName) {
    throw new AwsError(
      "InvalidParameterValueException",
      "The derived qualifier from the function name does not match the specified qualifier.",
    );
  }
  const arn = `arn:${PARTITION}:lambda:${where}:${account}:function:${parts?.[10] ?? FunctionName}`;
  return { arn, account, qualifier: Qualifier ?? inName };
}

/** Throws ResourceNotFoundException in AWS's words. */
export function findFunction(named: Named, call: Call): LambdaFunction {
  const { arn, qualifier } = nameOf(named, call);
  const found = arn.split(":")[3] === call.region ? functionByArn(call.world, arn) : undefined;
  if (found && (qualifier === undefined || qualifier === "$LATEST")) return found;
  if (found && qualifier === "$LATEST.PUBLISHED") throw new NotImplementedError("functions on managed instances");
  const full = qualifier === undefined ? arn : `${arn}:${qualifier}`;
  throw new AwsError("ResourceNotFoundException", `Function not found: ${full}`, 404, { Type: "User" });
}

/** The permission that a call takes on the function it names; the function's own policy may give it. */
export function onFunction(action: string): (named: Named, call: Call) => readonly Access[] {
  return (named, call) => {
    const { arn, account, qualifier } = nameOf(named, call);
    const policy = functionByArn(call.world, arn)?.policy;
    const access = { action: `lambda:${action}`, resource: qualifier === undefined ? arn : `${arn}:${qualifier}` };
    return [{ ...access, resourceAccount: account, ...(policy ? { resourcePolicy: policy } : {}) }];
  };
}
