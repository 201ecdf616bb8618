// A function as Lambda's answers show it: only what is true of code that lives in this process.
import type { LambdaFunction } from "./functions.ts";

export function showFunction({ name, arn, role, deadLetter, createdAt }: LambdaFunction) {
  return {
    FunctionName: name,
    FunctionArn: arn,
    Role: role,
    Version: "$LATEST",
    // Lambda's own form of a time, unlike that of any other service.
    LastModified: new Date(createdAt).toISOString().replace("Z", "+0000"),
    State: "Active",
    LastUpdateStatus: "Successful",
    ...(deadLetter !== undefined ? { DeadLetterConfig: { TargetArn: deadLetter } } : {}),
  };
}
