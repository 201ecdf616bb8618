// Refuse a person of IAM Identity Center what was opened before the cutoff: a deny on the person in the permission set.
//
// https://docs.aws.amazon.com/singlesignon/latest/userguide/prereqs-revoking-user-permissions.html
// Only AWS may edit the roles AWSReservedSSO_…; the permission set's inline policy becomes theirs. It is one policy for all
// of the set's people and accounts, so it is read and merged first, and the person's id keeps the others out of it.
import { beforeOurDeny } from "./deny-in-policy.ts";
import { laterActs } from "./later-acts.ts";
import { personScope } from "./person-scope.ts";
import type { StepKind } from "./step-kind.ts";

export const denyPermissionSet: StepKind<"deny-permission-set"> = {
  permissions: [
    "sso:GetInlinePolicyForPermissionSet",
    "sso:PutInlinePolicyToPermissionSet",
    "sso:DeleteInlinePolicyFromPermissionSet",
    "sso:ProvisionPermissionSet",
    "sso:ListAccountsForProvisionedPermissionSet",
    "sso:ListPermissionSetProvisioningStatus",
    "sso:DescribePermissionSetProvisioningStatus",
  ],
  recordedAs: ["PutInlinePolicyToPermissionSet"],
  /** No permission set's session lives longer: https://docs.aws.amazon.com/singlesignon/latest/userguide/howtosessionduration.html */
  inertAfterSeconds: 12 * 60 * 60,
  beforeOurs: (step, found) => beforeOurDeny(step, found, personScope(step)),
  ...laterActs(() => import("./deny-permission-set-acts.ts")),
};
