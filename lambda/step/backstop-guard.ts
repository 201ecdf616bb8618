// The guard of the back-stop: one statement by which nobody but the responder may undo what stands on a contained principal.
import { literal, memberOf, type Statement, sameMeaning, textsOf } from "../policy-text.ts";
import type { DenySessionsByScp } from "../steps.ts";
import { POLICY_PATH } from "./our-policy.ts";

/**
 * On a role or user: its policies, boundary and trust, its name (a user that is renamed has another ARN), new passwords, and
 * old keys made active again. What a person needs meanwhile is not among them: to read it all, to delete leaked keys, and to
 * give an application a new one, which undoes nothing. Where the intruder makes that key, the trace finds it. On our managed policies: their versions, and which of them counts. Written with wildcards
 * since the quota counts every character.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 */
const GUARDED: readonly string[] = [
  "iam:Put*",
  "iam:Attach*",
  "iam:Detach*",
  "iam:Update*",
  "iam:CreateL*",
  "iam:CreateP*",
  "iam:CreateRole",
  "iam:Upload*",
  "iam:Reset*",
  "iam:SetDefaultPolicyVersion",
  "iam:DeleteRole*",
  "iam:DeleteUser*",
  "iam:DeletePolicy*",
];

const SID = "CredentialLeakResponderGuard";

/** The roles that are spared are guarded too: else whoever changes whom they trust is spared as well. */
export function guardStatement(
  principals: readonly string[],
  exempt: readonly string[],
  step: Pick<DenySessionsByScp, "partition" | "target">,
): Statement {
  return {
    Sid: SID,
    Effect: "Deny",
    Action: GUARDED,
    Resource: [...principals, ...exempt, ourPolicies(step)],
    Condition: conditionOf(exempt),
  };
}

export function isGuard({ Sid }: Statement): boolean {
  return Sid === SID;
}

/** Whom the guard lets through. */
export function spared({ Condition }: Statement): readonly string[] {
  return textsOf(memberOf(memberOf(Condition, "ArnNotLike"), "aws:PrincipalArn"));
}

/** Whether it guards the step's principal, and lets the responder through. More than that does no harm. */
export function guards(guard: Statement, step: DenySessionsByScp): boolean {
  const { Sid: _sid, Effect, Action, Resource, Condition, ...others } = guard;
  const exempt = spared(guard);
  const guarded = [literal(step.principalArn), ...exempt, ourPolicies(step)];
  return (
    Effect === "Deny" &&
    Object.keys(others).length === 0 &&
    isWithin(GUARDED, textsOf(Action)) &&
    isWithin(guarded, textsOf(Resource)) &&
    isWithin(step.exempt, exempt) &&
    sameMeaning(Condition, conditionOf(exempt))
  );
}

function conditionOf(exempt: readonly string[]) {
  return { ArnNotLike: { "aws:PrincipalArn": exempt } };
}

function ourPolicies({ partition, target }: Pick<DenySessionsByScp, "partition" | "target">): string {
  return `arn:${partition}:iam::${target}:policy${POLICY_PATH}*`;
}

function isWithin(some: readonly string[], all: readonly string[]): boolean {
  return some.every((one) => all.includes(one));
}
