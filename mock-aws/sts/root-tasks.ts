// The tasks for which a root session can be opened: each a policy of AWS's that denies root all but what the task takes.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/security-iam-awsmanpol.html
import type { RootFeature } from "../iam/organizations-root/features.ts";
import { parsePolicy } from "../policy/document.ts";
import type { PolicySource } from "../policy/policies.ts";
import { rowOf } from "../row-of.ts";
import { PARTITION } from "../world.ts";

export type TaskPolicy = { readonly feature: RootFeature; readonly policy: PolicySource };

type Statement = Readonly<Record<string, unknown>>;

const ROOT = "arn:aws:iam::*:root";

/** What AWS says of "any root": an ARN that a task on credentials is about. */
const notOnRoot = (Action: readonly string[]): Statement => ({ Effect: "Deny", Action, NotResource: ROOT });

const notAsRoot = (Action: readonly string[]): Statement => ({
  Effect: "Deny",
  Action,
  Resource: "*",
  Condition: { StringNotLike: { "aws:PrincipalArn": ROOT } },
});

const READ_CREDENTIALS = [
  "iam:ListAccessKeys",
  "iam:ListSigningCertificates",
  "iam:GetLoginProfile",
  "iam:ListMFADevices",
  "iam:GetUser",
  "iam:GetAccessKeyLastUsed",
];

/** AWS's documentation says that DeleteVirtualMFADevice was taken out; the policy that AWS serves has it [recorded]. */
const DELETE_CREDENTIALS = [
  "iam:DeleteAccessKey",
  "iam:DeleteSigningCertificate",
  "iam:DeleteLoginProfile",
  "iam:DeactivateMFADevice",
  "iam:DeleteVirtualMFADevice",
  ...READ_CREDENTIALS,
];

const PASSWORD = ["iam:CreateLoginProfile", "iam:GetLoginProfile"];
const BUCKETS = ["s3:DeleteBucketPolicy", "s3:PutBucketPolicy", "s3:GetBucketPolicy", "s3:ListAllMyBuckets"];
const QUEUES = ["sqs:SetQueueAttributes", "sqs:GetQueueAttributes", "sqs:ListQueues", "sqs:GetQueueUrl"];

const OWN_QUEUES: Statement = {
  Effect: "Deny",
  Action: "sqs:GetQueueAttributes",
  Resource: "arn:aws:sqs:*:*:*",
  Condition: { StringNotEqualsIfExists: { "aws:ResourceAccount": "$" + "{aws:PrincipalAccount}" } },
};

/** By name: the feature that the organization must have enabled [recorded], what the task takes, and what else it denies. */
const TASKS: Readonly<Record<string, readonly [RootFeature, readonly string[], ...Statement[]]>> = {
  IAMAuditRootUserCredentials: [
    "RootCredentialsManagement",
    [...READ_CREDENTIALS, "iam:GetAccountSummary"],
    notOnRoot(READ_CREDENTIALS),
  ],
  IAMCreateRootUserPassword: ["RootCredentialsManagement", PASSWORD, notOnRoot(PASSWORD)],
  IAMDeleteRootUserCredentials: ["RootCredentialsManagement", DELETE_CREDENTIALS, notOnRoot(DELETE_CREDENTIALS)],
  S3UnlockBucketPolicy: ["RootSessions", BUCKETS, notAsRoot(BUCKETS)],
  SQSUnlockQueuePolicy: ["RootSessions", QUEUES, OWN_QUEUES, notAsRoot(QUEUES)],
};

const PREFIX = `arn:${PARTITION}:iam::aws:policy/root-task/`;

/** Undefined where there is no such task. */
export function taskPolicy(arn: string): TaskPolicy | undefined {
  const name = arn.startsWith(PREFIX) ? arn.slice(PREFIX.length) : "";
  const [feature, NotAction, ...others] = rowOf(TASKS, name) ?? [];
  if (!feature) return undefined;
  const Statement = [{ Effect: "Deny", NotAction, Resource: "*" }, ...others];
  const document = parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement }), "managed");
  return { feature, policy: { id: name, kind: "aws-managed", document } };
}
