// The service control policy that denies root: one for the organization, made when it is first needed, gone with its last use.
import { PolicyNotFoundException, type PolicySummary } from "@aws-sdk/client-organizations";
import type { Aws } from "../aws.ts";
import { policyOf, readPolicy, type Statement, sameMeaning, writePolicy } from "../policy-text.ts";
import {
  attachedControlPolicy,
  contentOf,
  deleteControlPolicy,
  makeControlPolicy,
  writeContent,
} from "./control-policy.ts";

export const ROOT_POLICY = "credential-leak-responder-deny-root";

/**
 * Root by its keys, its password and the sessions that it has opened. Not the sessions that the organization's
 * administrators open with sts:AssumeRoot: with these a person takes the leaked keys away while the deny stands.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-assumedroot
 */
const denyRoot = (partition: string): Statement => ({
  Effect: "Deny",
  Action: "*",
  Resource: "*",
  Condition: {
    StringLike: { "aws:PrincipalArn": `arn:${partition}:iam::*:root` },
    BoolIfExists: { "aws:AssumedRoot": "false" },
  },
});

/** The policy where it is attached to the account itself. */
export function attachedRootPolicy(aws: Aws, account: string): Promise<PolicySummary | undefined> {
  return attachedControlPolicy(aws, account, ROOT_POLICY);
}

/** Undefined where it was there, and is gone again. */
export function makeRootPolicy(aws: Aws, partition: string): Promise<string | undefined> {
  return makeControlPolicy(aws, {
    name: ROOT_POLICY,
    description: "Denies everything to the root user of the accounts that the credential leak responder has contained.",
    content: policyOf(denyRoot(partition)),
  });
}

export async function deniesRoot(aws: Aws, policyId: string, partition: string): Promise<boolean> {
  return hasDeny(await contentOf(aws, policyId), partition);
}

/** Puts the deny back into a policy from which somebody has taken it; what else they wrote stays. */
export async function mendRootPolicy(aws: Aws, policyId: string, partition: string): Promise<string | undefined> {
  const content = await contentOf(aws, policyId);
  if (hasDeny(content, partition)) return undefined;
  const document = readPolicy(content);
  return writeContent(aws, policyId, writePolicy(document, [...document.Statement, denyRoot(partition)]));
}

/** Deletes it where it hangs nowhere and nobody has written into it: true where it is gone. */
export async function removeUnusedRootPolicy(aws: Aws, policyId: string, partition: string): Promise<boolean> {
  try {
    const content = readPolicy(await contentOf(aws, policyId));
    if (!sameMeaning(content, readPolicy(policyOf(denyRoot(partition))))) return false;
  } catch (error) {
    if (error instanceof PolicyNotFoundException) return true;
    throw error;
  }
  return deleteControlPolicy(aws, policyId);
}

function hasDeny(content: string, partition: string): boolean {
  return readPolicy(content).Statement.some(({ Sid: _sid, ...statement }) =>
    sameMeaning(statement, denyRoot(partition)),
  );
}
