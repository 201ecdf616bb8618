// Refuse older sessions of a role or user by a service control policy, beside the denies that stand in the account itself.
//
// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
// An intruder who may edit IAM takes every policy off the role; what the organization says he cannot. The same policy guards
// those other steps: who in the account is not the responder may neither undo nor weaken them. Long-term keys have no issue
// time: of these it is the guard that keeps them inactive.
import { beforeBackstop } from "./backstop-text.ts";
import { CONTROL_POLICY_PERMISSIONS } from "./control-policy-permissions.ts";
import { laterActs } from "./later-acts.ts";
import type { StepKind } from "./step-kind.ts";

const HOUR = 60 * 60;

export const denySessionsByScp: StepKind<"deny-sessions-by-scp"> = {
  permissions: [...CONTROL_POLICY_PERMISSIONS, "organizations:DescribeOrganization"],
  recordedAs: ["AttachPolicy", "UpdatePolicy"],
  /** As long as the denies that it stands behind: no session of a role lives longer, and none of a user's. */
  inertAfterSeconds: ({ principalId }) => (principalId.startsWith("AIDA") ? 36 : 12) * HOUR,
  beforeOurs: (step, found) => (found === null ? null : beforeBackstop(found, step)),
  ...laterActs(() => import("./deny-sessions-by-scp-acts.ts")),
};
