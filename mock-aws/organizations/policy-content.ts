// The text of a policy as somebody writes it into Organizations, with its quotas and refusals.
import { AwsError } from "../aws-error.ts";
import { parsePolicy } from "../policy/document.ts";
import { MalformedPolicyError } from "../policy/errors.ts";
import type { PolicyDocument } from "../policy/statement.ts";
import { invalidInput } from "./input.ts";
import { KIND_OF, type Organization, type OrganizationPolicy, type PolicyType } from "./organization.ts";

/** Characters: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html */
const QUOTA = 5120;

export function readContent(content: string, type: PolicyType): PolicyDocument {
  if (content.length > QUOTA) {
    throw new AwsError("ConstraintViolationException", "You have exceeded the maximum policy size.", 400, {
      Reason: "POLICY_CONTENT_LIMIT_EXCEEDED",
    });
  }
  try {
    return parsePolicy(content, KIND_OF[type]);
  } catch (error) {
    if (!(error instanceof MalformedPolicyError)) throw error;
    throw new AwsError(
      "MalformedPolicyDocumentException",
      "The provided policy document does not meet the requirements of the specified policy type.",
      400,
    );
  }
}

export function refuseTakenName(org: Organization, name: string, except?: OrganizationPolicy): void {
  const taken = [...org.policies.values()].some((policy) => policy.name === name && policy !== except);
  if (taken) throw new AwsError("DuplicatePolicyException", "A policy with the same name already exists.", 400);
}

export function refuseAwsManaged(policy: OrganizationPolicy): void {
  if (policy.awsManaged)
    throw invalidInput("You specified a policy that is managed by AWS and can't be modified.", "IMMUTABLE_POLICY");
}
