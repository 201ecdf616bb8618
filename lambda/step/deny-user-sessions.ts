// Refuse what an IAM user's keys and password have minted before the cutoff: GetSessionToken and GetFederationToken.
//
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_disable-perms.html
// Such sessions outlive the key that asked for them, its deletion too: the user's policies are what stops them. The user's
// long-term keys carry no `aws:TokenIssueTime` and work on; the step deactivate-key is for them.
import type { Aws } from "../aws.ts";
import { cutoffOf, OLDER_SESSIONS_POLICY } from "../older-sessions-policy.ts";
import type { DenyUserSessions } from "../steps.ts";
import { applyDeny, beforeOurDeny, holdsDeny, undoDeny } from "./deny-in-policy.ts";
import { inlinePolicy } from "./inline-policy.ts";
import { userOwner } from "./owner.ts";
import { simulateDeny } from "./simulate-deny.ts";
import type { StepKind } from "./step-kind.ts";
import { USER_NAME_PERMISSIONS } from "./user-name.ts";

const place = (aws: Aws, step: DenyUserSessions) => inlinePolicy(userOwner(aws, step), OLDER_SESSIONS_POLICY);

export const denyUserSessions: StepKind<"deny-user-sessions"> = {
  permissions: [
    ...USER_NAME_PERMISSIONS,
    "iam:GetUserPolicy",
    "iam:PutUserPolicy",
    "iam:DeleteUserPolicy",
    "iam:SimulatePrincipalPolicy",
  ],
  recordedAs: ["PutUserPolicy"],
  /** Nothing that a user's key has minted lives longer: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html */
  inertAfterSeconds: 36 * 60 * 60,

  foundIn: (principal) => (principal.kind === "user" ? principal.olderSessionsPolicy : undefined),
  standing: (_step, found) => cutoffOf(found),
  beforeOurs: (step, found) => beforeOurDeny(step, found),
  fallback: (step) => ({ ...step, type: "deny-user-sessions-managed" }),

  apply: (aws, step, found) => applyDeny(place(aws, step), step, undefined, found),
  holds: (aws, step) => holdsDeny(place(aws, step), step),
  effective: (aws, step) => simulateDeny(aws, place(aws, step), step),
  undo: (aws, step, applied) => undoDeny(place(aws, step), step, applied),
};
