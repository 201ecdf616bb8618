// The tasks for which a root session can be opened, each a policy of AWS's that the session cannot go beyond.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user-privileged-task.html
import { AwsError, NotImplementedError } from "../aws-error.ts";
import { parsePolicy } from "../policy/document.ts";
import type { PolicySource } from "../policy/policies.ts";
import { PARTITION } from "../world.ts";

const PREFIX = `arn:${PARTITION}:iam::aws:policy/root-task/`;

/** To remove a policy by which a bucket or a queue shuts everyone out. */
const TASKS: Readonly<Record<string, readonly string[]>> = {
  S3UnlockBucketPolicy: ["s3:DeleteBucketPolicy", "s3:GetBucketPolicy", "s3:ListAllMyBuckets", "s3:PutBucketPolicy"],
  SQSUnlockQueuePolicy: ["sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:ListQueues", "sqs:SetQueueAttributes"],
};

/** The tasks on root's own credentials, of which the local AWS keeps none. */
const ON_CREDENTIALS = ["IAMAuditRootUserCredentials", "IAMCreateRootUserPassword", "IAMDeleteRootUserCredentials"];

export function taskPolicy(arn: string): PolicySource {
  const name = arn.startsWith(PREFIX) ? arn.slice(PREFIX.length) : "";
  if (ON_CREDENTIALS.includes(name)) throw new NotImplementedError(`the root task ${name}`);
  const actions = TASKS[name];
  if (!actions) throw new AwsError("ValidationError", `${arn} is not a task policy.`, 400);
  const statement = { Effect: "Allow", Action: actions, Resource: "*" };
  const text = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  return { id: name, kind: "session", document: parsePolicy(text, "session") };
}
