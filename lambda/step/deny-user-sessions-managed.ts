// Refuse what an IAM user's keys have minted by an attached managed policy of ours, where its inline policies leave no room.
//
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
// The inline policies of a user hold 2,048 characters in all; ten managed policies go on a user by default.
import type { Aws } from "../aws.ts";
import { cutoffOf, withoutOlderSessions } from "../older-sessions-policy.ts";
import type { DenyUserSessionsManaged } from "../steps.ts";
import { ATTACHED_POLICY_PERMISSIONS, attachedPolicy } from "./attached-policy.ts";
import { applyDeny, holdsDeny, undoDeny } from "./deny-in-policy.ts";
import { userOwner } from "./owner.ts";
import { simulateDeny } from "./simulate-deny.ts";
import type { StepKind } from "./step-kind.ts";
import { USER_NAME_PERMISSIONS } from "./user-name.ts";

const place = (aws: Aws, step: DenyUserSessionsManaged) => attachedPolicy(aws, userOwner(aws, step));

export const denyUserSessionsManaged: StepKind<"deny-user-sessions-managed"> = {
  permissions: [
    ...USER_NAME_PERMISSIONS,
    "iam:ListAttachedUserPolicies",
    "iam:AttachUserPolicy",
    "iam:DetachUserPolicy",
    ...ATTACHED_POLICY_PERMISSIONS,
  ],
  recordedAs: ["AttachUserPolicy", "CreatePolicyVersion"],
  /** Nothing that a user's key has minted lives longer: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html */
  inertAfterSeconds: 36 * 60 * 60,

  standing: (_step, found) => cutoffOf(found),
  /** The policy is made for one incident after another: a deny that the record does not know of is ours, of whatever cutoff. */
  beforeOurs: (_step, found) => (found === null ? null : withoutOlderSessions(found)),

  apply: (aws, step) => applyDeny(place(aws, step), step),
  holds: (aws, step) => holdsDeny(place(aws, step), step),
  effective: (aws, step) => simulateDeny(aws, place(aws, step), step),
  undo: (aws, step, applied) => undoDeny(place(aws, step), step, applied),
};
