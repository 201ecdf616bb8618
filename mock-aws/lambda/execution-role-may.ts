// Whether a function's execution role may send something: what Lambda sends for a function, it sends as that role.
// https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
import { roleMay } from "../role-may.ts";
import { queueByArn } from "../sqs/queues.ts";
import type { World } from "../world.ts";
import type { LambdaFunction } from "./functions.ts";

export type Executed = Pick<LambdaFunction, "arn" | "account" | "region" | "name" | "role">;

/** True where the function was registered without a role. */
export function maySendTo(world: World, { arn, account, region, name, role }: Executed, queueArn: string): boolean {
  if (role === undefined) return true;
  const policy = queueByArn(world, queueArn)?.policy;
  const use = { roleArn: role, service: "lambda.amazonaws.com", sessionName: name, region };
  const access = {
    action: "sqs:SendMessage",
    resource: queueArn,
    resourceAccount: queueArn.split(":")[4] ?? account,
    ...(policy ? { resourcePolicy: policy } : {}),
  };
  return roleMay(world, { ...use, sourceArn: arn, sourceAccount: account }, access) === "allowed";
}
