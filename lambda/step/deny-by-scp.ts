// Refuse the root user of a member account everything: no policy of the account itself limits root, one of the organization
// does.
//
// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
// There is no cutoff: a root key or password that has leaked stays leaked. The deny stands until a person has taken it away.
import { CONTROL_POLICY_PERMISSIONS } from "./control-policy-permissions.ts";
import { laterActs } from "./later-acts.ts";
import type { StepKind } from "./step-kind.ts";

export const denyByScp: StepKind<"deny-by-scp"> = {
  permissions: CONTROL_POLICY_PERMISSIONS,
  recordedAs: ["AttachPolicy", "UpdatePolicy"],
  recordFirst: true,
  /** What hung there before us is what was read before the step was taken. Where that is lost, the policy's name says whose it is. */
  beforeOurs: (_step, _found, first) => (first?.kind === "root" ? first.administration.attachedPolicy : null),
  ...laterActs(() => import("./deny-by-scp-acts.ts")),
};
