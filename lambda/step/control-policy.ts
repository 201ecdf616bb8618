// A service control policy of ours: found by its name, made, read and written, put on an account and taken off again.
//
// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
import {
  AttachPolicyCommand,
  ConstraintViolationException,
  CreatePolicyCommand,
  DeletePolicyCommand,
  DescribePolicyCommand,
  DetachPolicyCommand,
  DuplicatePolicyAttachmentException,
  DuplicatePolicyException,
  PolicyInUseException,
  PolicyNotAttachedException,
  PolicyNotFoundException,
  type PolicySummary,
  paginateListPolicies,
  paginateListPoliciesForTarget,
  TargetNotFoundException,
  UpdatePolicyCommand,
} from "@aws-sdk/client-organizations";
import type { Aws } from "../aws.ts";
import { organizationsOf, organizationsWritesOf } from "../organizations-client.ts";

const SCP = "SERVICE_CONTROL_POLICY";

/** The policy of that name where it is attached to the account itself. */
export async function attachedControlPolicy(
  aws: Aws,
  account: string,
  name: string,
): Promise<PolicySummary | undefined> {
  const wish = { TargetId: account, Filter: SCP } as const;
  for await (const page of paginateListPoliciesForTarget({ client: organizationsOf(aws) }, wish)) {
    const found = page.Policies?.find(({ Name }) => Name === name);
    if (found) return found;
  }
  return undefined;
}

/** The id of the policy of that name, attached or not. An organization may have thousands, twenty to a page. */
export async function findControlPolicy(aws: Aws, name: string): Promise<string | undefined> {
  for await (const page of paginateListPolicies({ client: organizationsOf(aws) }, { Filter: SCP })) {
    const found = page.Policies?.find(({ Name }) => Name === name);
    if (found) return found.Id;
  }
  return undefined;
}

export type NewControlPolicy = { readonly name: string; readonly description: string; readonly content: string };

/** Made first and looked for afterwards, since looking is slow. Undefined where it was there, and is gone again. */
export async function makeControlPolicy(
  aws: Aws,
  { name, description, content }: NewControlPolicy,
): Promise<string | undefined> {
  const wish = new CreatePolicyCommand({ Name: name, Description: description, Type: SCP, Content: content });
  try {
    return (await organizationsOf(aws).send(wish)).Policy?.PolicySummary?.Id;
  } catch (error) {
    // The policies may have reached their number with ours among them.
    if (!(error instanceof DuplicatePolicyException || error instanceof ConstraintViolationException)) throw error;
    const found = await findControlPolicy(aws, name);
    if (found === undefined && error instanceof ConstraintViolationException) throw error;
    return found;
  }
}

export async function contentOf(aws: Aws, policyId: string): Promise<string> {
  const { Policy } = await organizationsOf(aws).send(new DescribePolicyCommand({ PolicyId: policyId }));
  return Policy?.Content ?? "{}";
}

/** Gives the write's request id. */
export async function writeContent(aws: Aws, policyId: string, content: string): Promise<string | undefined> {
  const wish = new UpdatePolicyCommand({ PolicyId: policyId, Content: content });
  return (await organizationsWritesOf(aws).send(wish)).$metadata.requestId;
}

/** Doing it twice is doing it once. `isGone`: somebody else has deleted the policy meanwhile. */
export async function attachControlPolicy(
  aws: Aws,
  policyId: string,
  account: string,
): Promise<{ readonly isGone: boolean; readonly requestId?: string }> {
  try {
    const wish = new AttachPolicyCommand({ PolicyId: policyId, TargetId: account });
    const { requestId } = (await organizationsOf(aws).send(wish)).$metadata;
    return { isGone: false, ...(requestId === undefined ? {} : { requestId }) };
  } catch (error) {
    if (error instanceof PolicyNotFoundException) return { isGone: true };
    if (error instanceof DuplicatePolicyAttachmentException) return { isGone: false };
    throw error;
  }
}

export async function detachControlPolicy(aws: Aws, policyId: string, account: string): Promise<void> {
  const wish = new DetachPolicyCommand({ PolicyId: policyId, TargetId: account });
  await organizationsOf(aws).send(wish).catch(notThere);
}

/** Deletes it where it hangs nowhere, which AWS looks after: true where it is gone. */
export async function deleteControlPolicy(aws: Aws, policyId: string): Promise<boolean> {
  try {
    await organizationsOf(aws).send(new DeletePolicyCommand({ PolicyId: policyId }));
    return true;
  } catch (error) {
    if (error instanceof PolicyInUseException) return false;
    return notThere(error) ?? true;
  }
}

/** Taken off or deleted by somebody else, or the account has left the organization. */
export function notThere(error: unknown): undefined {
  if (error instanceof PolicyNotAttachedException || error instanceof PolicyNotFoundException) return undefined;
  if (error instanceof TargetNotFoundException) return undefined;
  throw error;
}
