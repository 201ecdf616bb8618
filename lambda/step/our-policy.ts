// A customer managed policy of ours: its text, written as a new default version, and gone when nobody uses it.
//
// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-versioning.html
// Its name comes from the unique id of whom it is for. Whoever may create policies may have created one of that name: what
// it says is read before it is put in force, and never believed to be ours.
import {
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  DeleteConflictException,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  EntityAlreadyExistsException,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  LimitExceededException,
  ListEntitiesForPolicyCommand,
  ListPolicyVersionsCommand,
} from "@aws-sdk/client-iam";
import type { Aws } from "../aws.ts";
import { absent } from "../iam-answer.ts";

export const POLICY_PATH = "/credential-leak-responder/";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export const MANAGED_QUOTA = 6_144;

/** What these functions take of IAM. */
export const OUR_POLICY_PERMISSIONS: readonly string[] = [
  "iam:GetPolicy",
  "iam:GetPolicyVersion",
  "iam:CreatePolicy",
  "iam:TagPolicy",
  "iam:CreatePolicyVersion",
  "iam:ListPolicyVersions",
  "iam:DeletePolicyVersion",
  "iam:ListEntitiesForPolicy",
  "iam:DeletePolicy",
];

/** `owner` is the ARN of the role or user that it is for: the policy lies in the same account and partition. */
export function ourPolicyArn(owner: string, name: string): string {
  const [, partition, , , account] = owner.split(":");
  return `arn:${partition}:iam::${account}:policy${POLICY_PATH}${name}`;
}

export type ManagedPolicy = { readonly text: string; readonly description?: string };

/** Any managed policy, AWS's own too; undefined where there is none. */
export async function readManagedPolicy(aws: Aws, arn: string, again = true): Promise<ManagedPolicy | undefined> {
  const policy = (await aws.iam.send(new GetPolicyCommand({ PolicyArn: arn })).catch(absent))?.Policy;
  if (policy?.DefaultVersionId === undefined) return undefined;
  const named = { PolicyArn: arn, VersionId: policy.DefaultVersionId };
  const document = (await aws.iam.send(new GetPolicyVersionCommand(named)).catch(absent))?.PolicyVersion?.Document;
  if (document === undefined) return again ? readManagedPolicy(aws, arn, false) : undefined; // Replaced meanwhile.
  const { Description: description } = policy;
  return { text: decodeURIComponent(document), ...(description === undefined ? {} : { description }) };
}

/** Answers AWS's id of the write. `description` is kept for as long as the policy lives: IAM does not change it. */
export async function writeOurPolicy(
  aws: Aws,
  arn: string,
  text: string,
  description: string,
): Promise<string | undefined> {
  if ((await readManagedPolicy(aws, arn)) === undefined) {
    const created = await create(aws, arn, text, description);
    if (created !== undefined) return created.$metadata.requestId;
  }
  for (let room = VERSIONS; ; room--) {
    try {
      const version = { PolicyArn: arn, PolicyDocument: text, SetAsDefault: true };
      const answer = await aws.iamWrites.send(new CreatePolicyVersionCommand(version));
      return answer.$metadata.requestId;
    } catch (error) {
      if (!(error instanceof LimitExceededException) || room === 0) throw error;
      if (!(await deleteOldestVersion(aws, arn))) throw error;
    }
  }
}

/** A policy has five versions at most. */
const VERSIONS = 5;

/** Undefined where somebody else was faster. */
async function create(aws: Aws, arn: string, text: string, description: string) {
  const command = new CreatePolicyCommand({
    PolicyName: arn.slice(arn.lastIndexOf("/") + 1),
    Path: POLICY_PATH,
    PolicyDocument: text,
    Description: description,
    Tags: [{ Key: "managed-by", Value: "credential-leak-responder" }],
  });
  return aws.iam.send(command).catch((error: unknown) => {
    if (error instanceof EntityAlreadyExistsException) return undefined;
    throw error;
  });
}

/** Deletes it where nobody uses it. Where somebody does it stays, and the answer says who. */
export async function deleteOurPolicy(aws: Aws, arn: string): Promise<{ readonly usedBy: string } | undefined> {
  const users = await aws.iam.send(new ListEntitiesForPolicyCommand({ PolicyArn: arn })).catch(absent);
  if (users === undefined) return undefined;
  const names = [
    ...(users.PolicyRoles ?? []).map(({ RoleName }) => `the role ${RoleName}`),
    ...(users.PolicyUsers ?? []).map(({ UserName }) => `the user ${UserName}`),
    ...(users.PolicyGroups ?? []).map(({ GroupName }) => `the group ${GroupName}`),
  ];
  if (names.length > 0) return { usedBy: names.join(", ") };
  for (let more = true, version = 1; more && version < 2 * VERSIONS; version++)
    more = await deleteOldestVersion(aws, arn);
  return aws.iam.send(new DeletePolicyCommand({ PolicyArn: arn })).then(() => undefined, isUsed);
}

/** Somebody has begun to use it, or has given it another version, since we looked. */
function isUsed(error: unknown): { readonly usedBy: string } | undefined {
  if (error instanceof DeleteConflictException) return { usedBy: "somebody since a moment ago" };
  return absent(error);
}

/** False where there is none but the default. */
async function deleteOldestVersion(aws: Aws, arn: string): Promise<boolean> {
  const answer = await aws.iam.send(new ListPolicyVersionsCommand({ PolicyArn: arn })).catch(absent);
  const [oldest] = (answer?.Versions ?? [])
    .filter(({ IsDefaultVersion }) => !IsDefaultVersion)
    .map(({ VersionId = "" }) => VersionId)
    .sort((one, other) => numberOf(one) - numberOf(other));
  if (oldest === undefined) return false;
  await aws.iam.send(new DeletePolicyVersionCommand({ PolicyArn: arn, VersionId: oldest })).catch(absent);
  return true;
}

/** `v12` → 12 */
function numberOf(versionId: string): number {
  return Number(versionId.slice(1));
}
