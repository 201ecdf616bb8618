// Refuse all sessions of a role that were issued before the cutoff: the inline policy AWSRevokeOlderSessions.
//
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_revoke-sessions.html
// A session cannot be cancelled, but it can be denied: `aws:TokenIssueTime` exists for temporary credentials only, and an
// explicit deny beats every allow. PutRolePolicy replaces the policy of that name, so it is read and merged first.
import type { Aws } from "../aws.ts";
import { cutoffOf, OLDER_SESSIONS_POLICY } from "../older-sessions-policy.ts";
import type { DenyRoleSessions } from "../steps.ts";
import { applyDeny, beforeOurDeny, holdsDeny, undoDeny } from "./deny-in-policy.ts";
import { inlinePolicy } from "./inline-policy.ts";
import { roleOwner } from "./owner.ts";
import { simulateDeny } from "./simulate-deny.ts";
import type { StepKind } from "./step-kind.ts";

const place = (aws: Aws, step: DenyRoleSessions) => inlinePolicy(roleOwner(aws, step), OLDER_SESSIONS_POLICY);

export const denyRoleSessions: StepKind<"deny-role-sessions"> = {
  permissions: [
    "iam:GetRole",
    "iam:GetRolePolicy",
    "iam:PutRolePolicy",
    "iam:DeleteRolePolicy",
    "iam:SimulatePrincipalPolicy",
  ],
  recordedAs: ["PutRolePolicy"],
  /** No role's session lives longer: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
  inertAfterSeconds: 12 * 60 * 60,

  foundIn: (principal) => (principal.kind === "role" ? principal.olderSessionsPolicy : undefined),
  standing: (_step, found) => cutoffOf(found),
  beforeOurs: (step, found) => beforeOurDeny(step, found),
  fallback: (step) => ({ ...step, type: "deny-role-sessions-managed" }),

  apply: (aws, step, found) => applyDeny(place(aws, step), step, undefined, found),
  holds: (aws, step) => holdsDeny(place(aws, step), step),
  effective: (aws, step) => simulateDeny(aws, place(aws, step), step),
  undo: (aws, step, applied) => undoDeny(place(aws, step), step, applied),
};
