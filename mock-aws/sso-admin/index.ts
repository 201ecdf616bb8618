// IAM Identity Center: every operation that the local AWS has of it.
import type { Service } from "../operation.ts";
import { jsonProtocol } from "../wire/json.ts";
import { createAccountAssignment, deleteAccountAssignment } from "./assign.ts";
import { createPermissionSet } from "./create-permission-set.ts";
import { deletePermissionSet } from "./delete-permission-set.ts";
import { describePermissionSet } from "./describe-permission-set.ts";
import {
  deleteInlinePolicyFromPermissionSet,
  getInlinePolicyForPermissionSet,
  putInlinePolicyToPermissionSet,
} from "./inline-policy.ts";
import { listAccountAssignments } from "./list-account-assignments.ts";
import { listAccountAssignmentsForPrincipal } from "./list-account-assignments-for-principal.ts";
import { describeInstance, listInstances } from "./list-instances.ts";
import { listPermissionSets } from "./list-permission-sets.ts";
import { listAccountsForProvisionedPermissionSet, listPermissionSetsProvisionedToAccount } from "./list-provisioned.ts";
import {
  attachManagedPolicyToPermissionSet,
  detachManagedPolicyFromPermissionSet,
  listManagedPoliciesInPermissionSet,
} from "./managed-policies.ts";
import { provisionPermissionSet } from "./provision-permission-set.ts";
import { describeStatus, listStatus } from "./request-status.ts";
import { updatePermissionSet } from "./update-permission-set.ts";

export const SSO_ADMIN: Service = {
  name: "sso",
  eventSource: "sso.amazonaws.com",
  api: "SWBExternalService",
  protocol: jsonProtocol("1.1"),
  operations: [
    attachManagedPolicyToPermissionSet,
    createAccountAssignment,
    createPermissionSet,
    deleteAccountAssignment,
    deleteInlinePolicyFromPermissionSet,
    deletePermissionSet,
    describeInstance,
    describePermissionSet,
    ...describeStatus,
    detachManagedPolicyFromPermissionSet,
    getInlinePolicyForPermissionSet,
    listAccountAssignments,
    listAccountAssignmentsForPrincipal,
    listAccountsForProvisionedPermissionSet,
    listInstances,
    listManagedPoliciesInPermissionSet,
    listPermissionSets,
    listPermissionSetsProvisionedToAccount,
    ...listStatus,
    provisionPermissionSet,
    putInlinePolicyToPermissionSet,
    updatePermissionSet,
  ],
};
