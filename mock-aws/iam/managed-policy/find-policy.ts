// Managed policies by their ARN: those of AWS, which every account sees, and those of an account.
import { AwsError } from "../../aws-error.ts";
import type { Instant } from "../../clock.ts";
import { arn } from "../../input.ts";
import type { PolicyDocument } from "../../policy/statement.ts";
import { enforced } from "../../propagation.ts";
import type { World } from "../../world.ts";
import { awsManagedPolicies } from "../aws-managed.ts";
import type { ManagedPolicy } from "../entities.ts";
import { iam, lookUp } from "../state.ts";

export type EnforcedPolicy = { readonly policy: ManagedPolicy; readonly document: PolicyDocument };

const POLICY_ARN = /^arn:aws[\w-]*:iam::(aws|\d{12}):policy\/[\u0021-\u007E]+$/;

/** What is no ARN of a policy is refused with a sentence of its own [recorded]. */
export const policyArn = arn.refine((value) => {
  if (POLICY_ARN.test(value)) return true;
  throw new AwsError("ValidationError", "Invalid ARN:  Could not be parsed!", 400);
});

export function managedPolicy(world: World, policyArn: string): ManagedPolicy | undefined {
  const aws = awsManagedPolicies(world).get(policyArn);
  if (aws) return aws;
  const [, , , , account = "", resource = ""] = policyArn.split(":");
  if (!world.accounts.has(account)) return undefined;
  const policy = lookUp(world, account, "policies", resource.slice(resource.lastIndexOf("/") + 1));
  return policy?.arn === policyArn ? policy : undefined;
}

/** The policy as it is still enforced: also one that was deleted a moment ago. */
export function enforcedPolicy(world: World, policyArn: string, asOf: Instant): EnforcedPolicy | undefined {
  const account = policyArn.split(":")[4] ?? "";
  const retired = world.accounts.has(account) ? iam(world, account).retiredPolicies.get(policyArn) : undefined;
  for (const policy of [managedPolicy(world, policyArn), retired]) {
    const version = policy && enforced(policy.defaultVersion, asOf);
    if (policy && version && enforced(policy.exists, asOf)) return { policy, document: version.document };
  }
  return undefined;
}

/** The policy as `account` sees it: its own or one of AWS. */
export function findPolicy(world: World, account: string, policyArn: string): ManagedPolicy {
  const policy = visiblePolicy(world, account, policyArn);
  if (!policy) throw new AwsError("NoSuchEntity", `Policy ${policyArn} was not found.`, 404);
  return policy;
}

/** The same where it is to be attached. */
export function findAttachable(world: World, account: string, policyArn: string): ManagedPolicy {
  const policy = visiblePolicy(world, account, policyArn);
  if (!policy) throw new AwsError("NoSuchEntity", `Policy ${policyArn} does not exist or is not attachable.`, 404);
  if (policy.account === "aws" && policy.path.startsWith("/aws-service-role/")) {
    throw new AwsError("PolicyNotAttachable", "Cannot attach a Service Role Policy to a Customer Role.", 400);
  }
  return policy;
}

function visiblePolicy(world: World, account: string, policyArn: string): ManagedPolicy | undefined {
  const policy = managedPolicy(world, policyArn);
  return policy && (policy.account === "aws" || policy.account === account) ? policy : undefined;
}
