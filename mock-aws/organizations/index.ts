// Organizations: every operation that the local AWS has of it.
import type { Service } from "../operation.ts";
import { jsonProtocol } from "../wire/json.ts";
import { attachPolicy } from "./attach-policy.ts";
import { createAccount } from "./create-account.ts";
import { createOrganizationalUnit } from "./create-organizational-unit.ts";
import { createPolicy } from "./create-policy.ts";
import { deleteOrganizationalUnit } from "./delete-organizational-unit.ts";
import { deletePolicy } from "./delete-policy.ts";
import { deregisterDelegatedAdministrator } from "./deregister-delegated-administrator.ts";
import { describeAccount } from "./describe-account.ts";
import { describeCreateAccountStatus } from "./describe-create-account-status.ts";
import { describeOrganization } from "./describe-organization.ts";
import { describeOrganizationalUnit } from "./describe-organizational-unit.ts";
import { describePolicy } from "./describe-policy.ts";
import { detachPolicy } from "./detach-policy.ts";
import { disablePolicyType } from "./disable-policy-type.ts";
import { enablePolicyType } from "./enable-policy-type.ts";
import { listAccounts } from "./list-accounts.ts";
import { listAccountsForParent } from "./list-accounts-for-parent.ts";
import { listDelegatedAdministrators } from "./list-delegated-administrators.ts";
import { listOrganizationalUnitsForParent } from "./list-organizational-units-for-parent.ts";
import { listParents } from "./list-parents.ts";
import { listPolicies } from "./list-policies.ts";
import { listPoliciesForTarget } from "./list-policies-for-target.ts";
import { listRoots } from "./list-roots.ts";
import { listTargetsForPolicy } from "./list-targets-for-policy.ts";
import { moveAccount } from "./move-account.ts";
import { registerDelegatedAdministrator } from "./register-delegated-administrator.ts";
import { updatePolicy } from "./update-policy.ts";

export const ORGANIZATIONS: Service = {
  name: "organizations",
  eventSource: "organizations.amazonaws.com",
  global: true,
  protocol: jsonProtocol("1.1"),
  operations: [
    attachPolicy,
    createAccount,
    createOrganizationalUnit,
    createPolicy,
    deleteOrganizationalUnit,
    deletePolicy,
    deregisterDelegatedAdministrator,
    describeAccount,
    describeCreateAccountStatus,
    describeOrganization,
    describeOrganizationalUnit,
    describePolicy,
    detachPolicy,
    disablePolicyType,
    enablePolicyType,
    listAccountsForParent,
    listAccounts,
    listDelegatedAdministrators,
    listOrganizationalUnitsForParent,
    listParents,
    listPoliciesForTarget,
    listPolicies,
    listRoots,
    listTargetsForPolicy,
    moveAccount,
    registerDelegatedAdministrator,
    updatePolicy,
  ],
};
