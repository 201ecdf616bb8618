// Refuse one session of a role, as far as it was issued before the cutoff: a statement of its own for each session.
//
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_revoke-sessions.html
// Others who use the role at the same time work on, and so does a session of the same name that is opened later. The
// policy's name is not the console's: pressing its button would replace the statements.
import type { Aws } from "../aws.ts";
import { cutoffOf, SESSIONS_POLICY } from "../older-sessions-policy.ts";
import type { DenySession } from "../steps.ts";
import { applyDeny, beforeOurDeny, holdsDeny, undoDeny } from "./deny-in-policy.ts";
import { inlinePolicy } from "./inline-policy.ts";
import { roleOwner } from "./owner.ts";
import { sessionScope } from "./session-scope.ts";
import { simulateDeny } from "./simulate-deny.ts";
import type { StepKind } from "./step-kind.ts";

const place = (aws: Aws, step: DenySession) => inlinePolicy(roleOwner(aws, step), SESSIONS_POLICY);

export const denySession: StepKind<"deny-session"> = {
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

  foundIn: (principal) => (principal.kind === "role" ? principal.sessionsPolicy : undefined),
  standing: (step, found) => cutoffOf(found, sessionScope(step)),
  beforeOurs: (step, found) => beforeOurDeny(step, found, sessionScope(step)),
  /** Still this session alone: the managed policy takes the same statement. */
  fallback: (step) => ({ ...step, type: "deny-role-sessions-managed" }),

  apply: (aws, step, found) => applyDeny(place(aws, step), step, sessionScope(step), found),
  holds: (aws, step) => holdsDeny(place(aws, step), step, sessionScope(step)),
  effective: (aws, step) => simulateDeny(aws, place(aws, step), step, sessionScope(step)),
  undo: (aws, step, applied) => undoDeny(place(aws, step), step, applied, sessionScope(step)),
};
