// A function as Lambda's answers show it: only what is true of code that lives in this process.
import type { LambdaFunction } from "./functions.ts";

export function showFunction({ name, arn, role, deadLetter, modifiedAt, ...configuration }: LambdaFunction) {
  const { description, timeoutSeconds, memoryMb, environment } = configuration;
  return {
    FunctionName: name,
    FunctionArn: arn,
    Role: role,
    Description: description,
    Timeout: timeoutSeconds,
    MemorySize: memoryMb,
    Version: "$LATEST",
    // Lambda's own form of a time, unlike that of any other service.
    LastModified: new Date(modifiedAt).toISOString().replace("Z", "+0000"),
    State: "Active",
    LastUpdateStatus: "Successful",
    ...(Object.keys(environment).length > 0 ? { Environment: { Variables: environment } } : {}),
    ...(deadLetter !== undefined ? { DeadLetterConfig: { TargetArn: deadLetter } } : {}),
  };
}
