// The service control policy that denies root: one for the organization, made when it is first needed, gone with its last use.
import {
  ConstraintViolationException,
  CreatePolicyCommand,
  DeletePolicyCommand,
  DescribePolicyCommand,
  DuplicatePolicyException,
  PolicyInUseException,
  PolicyNotFoundException,
  type PolicySummary,
  paginateListPolicies,
  paginateListPoliciesForTarget,
  UpdatePolicyCommand,
} from "@aws-sdk/client-organizations";
import type { Aws } from "../aws.ts";
import { policyOf, readPolicy, type Statement, sameMeaning, writePolicy } from "../policy-text.ts";

export const ROOT_POLICY = "credential-leak-responder-deny-root";

const SCP = "SERVICE_CONTROL_POLICY";

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
export async function attachedRootPolicy(aws: Aws, account: string): Promise<PolicySummary | undefined> {
  const wish = { TargetId: account, Filter: SCP } as const;
  for await (const page of paginateListPoliciesForTarget({ client: aws.organizations }, wish)) {
    const found = page.Policies?.find(({ Name }) => Name === ROOT_POLICY);
    if (found) return found;
  }
  return undefined;
}

/** Made first and looked for afterwards: an organization may have a thousand policies, twenty to a page. */
export async function makeRootPolicy(aws: Aws, partition: string): Promise<string | undefined> {
  const wish = new CreatePolicyCommand({
    Name: ROOT_POLICY,
    Description: "Denies everything to the root user of the accounts that the credential leak responder has contained.",
    Type: SCP,
    Content: policyOf(denyRoot(partition)),
  });
  try {
    return (await aws.organizations.send(wish)).Policy?.PolicySummary?.Id;
  } catch (error) {
    // The policies may have reached their number with ours among them.
    if (!(error instanceof DuplicatePolicyException || error instanceof ConstraintViolationException)) throw error;
    for await (const page of paginateListPolicies({ client: aws.organizations }, { Filter: SCP })) {
      const found = page.Policies?.find(({ Name }) => Name === ROOT_POLICY);
      if (found) return found.Id;
    }
    if (error instanceof ConstraintViolationException) throw error;
    return undefined; // Deleted since.
  }
}

export async function deniesRoot(aws: Aws, policyId: string, partition: string): Promise<boolean> {
  return hasDeny(await contentOf(aws, policyId), partition);
}

/** Puts the deny back into a policy from which somebody has taken it; what else they wrote stays. */
export async function mendRootPolicy(aws: Aws, policyId: string, partition: string): Promise<string | undefined> {
  const content = await contentOf(aws, policyId);
  if (hasDeny(content, partition)) return undefined;
  const document = readPolicy(content);
  const Content = writePolicy(document, [...document.Statement, denyRoot(partition)]);
  return (await aws.organizations.send(new UpdatePolicyCommand({ PolicyId: policyId, Content }))).$metadata.requestId;
}

/** Deletes it where it hangs nowhere, which AWS looks after, and nobody has written into it: true where it is gone. */
export async function removeUnusedRootPolicy(aws: Aws, policyId: string, partition: string): Promise<boolean> {
  try {
    const content = readPolicy(await contentOf(aws, policyId));
    if (!sameMeaning(content, readPolicy(policyOf(denyRoot(partition))))) return false;
    await aws.organizations.send(new DeletePolicyCommand({ PolicyId: policyId }));
    return true;
  } catch (error) {
    if (error instanceof PolicyInUseException) return false;
    if (error instanceof PolicyNotFoundException) return true;
    throw error;
  }
}

async function contentOf(aws: Aws, policyId: string): Promise<string> {
  const { Policy } = await aws.organizations.send(new DescribePolicyCommand({ PolicyId: policyId }));
  return Policy?.Content ?? "{}";
}

function hasDeny(content: string, partition: string): boolean {
  return readPolicy(content).Statement.some(({ Sid: _sid, ...statement }) =>
    sameMeaning(statement, denyRoot(partition)),
  );
}
