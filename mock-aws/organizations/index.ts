// Organizations: every operation that the local AWS has of it.
import type { Dialect, Service } from "../operation.ts";
import { jsonProtocol } from "../wire/json.ts";
import { acceptHandshake } from "./accept-handshake.ts";
import { attachPolicy } from "./attach-policy.ts";
import { closeAccount } from "./close-account.ts";
import { createAccount } from "./create-account.ts";
import { createOrganizationalUnit } from "./create-organizational-unit.ts";
import { createPolicy } from "./create-policy.ts";
import { cancelHandshake, declineHandshake } from "./decline-handshake.ts";
import { deleteOrganizationalUnit } from "./delete-organizational-unit.ts";
import { deletePolicy } from "./delete-policy.ts";
import { deregisterDelegatedAdministrator } from "./deregister-delegated-administrator.ts";
import { describeAccount } from "./describe-account.ts";
import { describeCreateAccountStatus } from "./describe-create-account-status.ts";
import { describeHandshake } from "./describe-handshake.ts";
import { describeOrganization } from "./describe-organization.ts";
import { describeOrganizationalUnit } from "./describe-organizational-unit.ts";
import { describePolicy } from "./describe-policy.ts";
import { detachPolicy } from "./detach-policy.ts";
import { disablePolicyType } from "./disable-policy-type.ts";
import { enablePolicyType } from "./enable-policy-type.ts";
import { inviteAccountToOrganization } from "./invite-account-to-organization.ts";
import { leaveOrganization, removeAccountFromOrganization } from "./leave.ts";
import { listAccounts } from "./list-accounts.ts";
import { listAccountsForParent } from "./list-accounts-for-parent.ts";
import { listChildren } from "./list-children.ts";
import { listCreateAccountStatus } from "./list-create-account-status.ts";
import { listDelegatedAdministrators } from "./list-delegated-administrators.ts";
import { listDelegatedServicesForAccount } from "./list-delegated-services-for-account.ts";
import { listHandshakesForAccount, listHandshakesForOrganization } from "./list-handshakes.ts";
import { listOrganizationalUnitsForParent } from "./list-organizational-units-for-parent.ts";
import { listParents } from "./list-parents.ts";
import { listPolicies } from "./list-policies.ts";
import { listPoliciesForTarget } from "./list-policies-for-target.ts";
import { listRoots } from "./list-roots.ts";
import { listTargetsForPolicy } from "./list-targets-for-policy.ts";
import { moveAccount } from "./move-account.ts";
import { registerDelegatedAdministrator } from "./register-delegated-administrator.ts";
import {
  disableAwsServiceAccess,
  enableAwsServiceAccess,
  listAwsServiceAccessForOrganization,
} from "./service-access.ts";
import { listTagsForResource, tagResource, untagResource } from "./tag-resource.ts";
import { updateOrganizationalUnit } from "./update-organizational-unit.ts";
import { updatePolicy } from "./update-policy.ts";

const PROTOCOL = jsonProtocol("1.1");

/** https://docs.aws.amazon.com/organizations/latest/APIReference/CommonErrors.html, and each operation's own list */
const DIALECT: Dialect = {
  ...PROTOCOL.dialect,
  invalidInput: ["InvalidInputException", 400],
  throttled: ["TooManyRequestsException", "You have sent too many requests in too short a period of time.", 400],
};

export const ORGANIZATIONS: Service = {
  name: "organizations",
  eventSource: "organizations.amazonaws.com",
  api: "AWSOrganizationsV20161128",
  global: true,
  protocol: { ...PROTOCOL, dialect: DIALECT },
  operations: [
    acceptHandshake,
    attachPolicy,
    cancelHandshake,
    closeAccount,
    createAccount,
    createOrganizationalUnit,
    createPolicy,
    declineHandshake,
    deleteOrganizationalUnit,
    deletePolicy,
    deregisterDelegatedAdministrator,
    describeAccount,
    describeCreateAccountStatus,
    describeHandshake,
    describeOrganization,
    describeOrganizationalUnit,
    describePolicy,
    detachPolicy,
    disableAwsServiceAccess,
    disablePolicyType,
    enableAwsServiceAccess,
    enablePolicyType,
    inviteAccountToOrganization,
    leaveOrganization,
    listAccounts,
    listAccountsForParent,
    listAwsServiceAccessForOrganization,
    listChildren,
    listCreateAccountStatus,
    listDelegatedAdministrators,
    listDelegatedServicesForAccount,
    listHandshakesForAccount,
    listHandshakesForOrganization,
    listOrganizationalUnitsForParent,
    listParents,
    listPolicies,
    listPoliciesForTarget,
    listRoots,
    listTagsForResource,
    listTargetsForPolicy,
    moveAccount,
    registerDelegatedAdministrator,
    removeAccountFromOrganization,
    tagResource,
    untagResource,
    updateOrganizationalUnit,
    updatePolicy,
  ],
};
