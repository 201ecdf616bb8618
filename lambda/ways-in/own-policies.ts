// What a caller's own policies say of assuming a role: the policy simulator's word, one question for each caller and role.
//
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
// It reads identity policies, boundary and service control policies, and nothing of the role's trust policy:
// https://github.com/aws/aws-cli/issues/10314. What the call brings along it knows only as far as it is told here.
import { type ContextEntry, NoSuchEntityException, SimulatePrincipalPolicyCommand } from "@aws-sdk/client-iam";
import type { Aws } from "../aws.ts";
import { type Caller, isRole, nameIn } from "./trust/caller.ts";
import type { OwnPolicies } from "./weigh.ts";

/** `at`: the caller's session is new then, later than every cutoff: denies of older sessions do not concern it. */
export async function askOwnPolicies({ iam }: Aws, caller: Caller, role: string, at: Date): Promise<OwnPolicies> {
  const question = new SimulatePrincipalPolicyCommand({
    PolicySourceArn: caller.arn,
    ActionNames: ["sts:AssumeRole"],
    ResourceArns: [role],
    ContextEntries: contextOf(caller, role, at),
  });
  const answer = await iam.send(question).catch((error: unknown) => {
    if (error instanceof NoSuchEntityException) return undefined;
    throw error;
  });
  if (!answer) return { there: false };
  const [result] = answer.EvaluationResults ?? [];
  if (!result) throw new Error("The policy simulator has answered without a result.");
  const missing = [result, ...(result.ResourceSpecificResults ?? [])].flatMap((one) => one.MissingContextValues ?? []);
  return {
    there: true,
    decision: decisionIn(result.EvalDecision),
    byBoundary: result.PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary !== false,
    byOrganization: result.OrganizationsDecisionDetail?.AllowedByOrganizations !== false,
    missing: [...new Set(missing)].sort(),
  };
}

function decisionIn(said: string | undefined): "allowed" | "explicitDeny" | "implicitDeny" {
  if (said === "allowed" || said === "explicitDeny" || said === "implicitDeny") return said;
  throw new Error(`The policy simulator has answered with a decision that is not known: ${said}.`);
}

function contextOf(caller: Caller, role: string, at: Date): ContextEntry[] {
  const [isOfRole, now] = [isRole(caller), at.toISOString()];
  const entries: readonly (readonly [string, ContextEntry["ContextKeyType"], string])[] = [
    ["aws:TokenIssueTime", "date", now],
    ["aws:CurrentTime", "date", now],
    ["aws:PrincipalArn", "string", caller.arn],
    ["aws:PrincipalAccount", "string", caller.account],
    ["aws:PrincipalType", "string", isOfRole ? "AssumedRole" : "User"],
    ["aws:ResourceAccount", "string", role.split(":")[4] ?? ""],
    ...(isOfRole ? [] : [["aws:username", "string", nameIn(caller.arn)] as const]),
  ];
  return entries.map(([ContextKeyName, ContextKeyType, value]) => ({
    ContextKeyName,
    ContextKeyType,
    ContextKeyValues: [value],
  }));
}
