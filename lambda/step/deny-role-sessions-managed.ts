// Refuse older sessions of a role by an attached managed policy of ours, where its inline policies leave no room.
//
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
// Ten managed policies go on a role by default, and their length is not counted with the inline ones'.
import type { Aws } from "../aws.ts";
import { cutoffOf, withoutOlderSessions } from "../older-sessions-policy.ts";
import type { DenyRoleSessionsManaged } from "../steps.ts";
import { ATTACHED_POLICY_PERMISSIONS, attachedPolicy } from "./attached-policy.ts";
import { applyDeny, holdsDeny, undoDeny } from "./deny-in-policy.ts";
import { roleOwner } from "./owner.ts";
import { sessionScope } from "./session-scope.ts";
import { simulateDeny } from "./simulate-deny.ts";
import type { StepKind } from "./step-kind.ts";

const place = (aws: Aws, step: DenyRoleSessionsManaged) => attachedPolicy(aws, roleOwner(aws, step));
const scopeOf = ({ roleId, session }: DenyRoleSessionsManaged) =>
  session === undefined ? undefined : sessionScope({ roleId, session });

export const denyRoleSessionsManaged: StepKind<"deny-role-sessions-managed"> = {
  permissions: [
    "iam:GetRole",
    "iam:ListAttachedRolePolicies",
    "iam:AttachRolePolicy",
    "iam:DetachRolePolicy",
    ...ATTACHED_POLICY_PERMISSIONS,
  ],
  recordedAs: ["AttachRolePolicy", "CreatePolicyVersion"],
  /** No role's session lives longer: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
  inertAfterSeconds: 12 * 60 * 60,

  standing: (step, found) => cutoffOf(found, scopeOf(step)),
  /** The policy is made for one incident after another: a deny that the record does not know of is ours, of whatever cutoff. */
  beforeOurs: (step, found) => (found === null ? null : withoutOlderSessions(found, scopeOf(step))),
  /** A boundary is one for the whole role: here one session's deny becomes that of all. */
  fallback: ({ session: _session, ...step }) => ({ ...step, type: "deny-role-sessions-boundary" }),

  apply: (aws, step) => applyDeny(place(aws, step), step, scopeOf(step)),
  holds: (aws, step) => holdsDeny(place(aws, step), step, scopeOf(step)),
  effective: (aws, step) => simulateDeny(aws, place(aws, step), step, scopeOf(step)),
  undo: (aws, step, applied) => undoDeny(place(aws, step), step, applied, scopeOf(step)),
};
