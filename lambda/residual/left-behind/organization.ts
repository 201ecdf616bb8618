// The organization and the account: accounts that leave or join, policies that no longer hold, who is told.
//
// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_leave-as-member.html
import type { ResidualKind, Rule } from "../kind.ts";

const ON_TARGET = "policy {policyId} on {targetId}";
const POLICY = "organization policy {>policy.policySummary.id|policyId}";
const TRUSTED = "access of {servicePrincipal} to the organization";
const DELEGATED = "account {accountId} as administrator of {servicePrincipal}";

const OUT = "No policy of the organization holds for the account any more, and nobody but its root user gets in.";
const FREE = "What it denied is allowed again.";

const contact = (what: string, command: string): Rule => ({
  leaves: what,
  why: "AWS writes and calls there, also to recover the root user.",
  commands: [command],
});

export const organization: ResidualKind = {
  kind: "organization",
  section: "left-behind",
  title: "Organization and account",
  why: "The organization keeps it, whoever has asked for it.",
  calls: {
    "organizations:LeaveOrganization": {
      leaves: "account {@account} outside its organization",
      why: OUT,
      commands: ["organizations invite-account-to-organization --target Id={@account},Type=ACCOUNT"],
      byHand: "Run it in the management account; the account itself has to accept. Ask AWS Support at once.",
    },
    "organizations:RemoveAccountFromOrganization": {
      leaves: "account {accountId} outside its organization",
      why: OUT,
      commands: ["organizations invite-account-to-organization --target Id={accountId},Type=ACCOUNT"],
      byHand: "The account has to accept. Ask AWS Support at once.",
    },
    "organizations:CreateAccount": {
      leaves: "account {>createAccountStatus.accountId|>createAccountStatus.id|accountName}",
      commands: [
        "organizations describe-create-account-status --create-account-request-id {>createAccountStatus.id}",
        "organizations close-account --account-id {>createAccountStatus.accountId}",
      ],
    },
    "organizations:InviteAccountToOrganization": {
      leaves: "invitation {>handshake.id}",
      commands: ["organizations cancel-handshake --handshake-id {>handshake.id}"],
    },
    "organizations:CancelHandshake": { ends: "invitation {handshakeId}", once: true },
    "organizations:AcceptHandshake": {
      leaves: "account {@account} in the organization that has invited it",
      why: "Whoever runs that organization may take over the account.",
      commands: ["organizations describe-organization", "organizations leave-organization"],
    },
    "organizations:MoveAccount": {
      leaves: "account {accountId} under {destinationParentId}",
      why: "Other policies of the organization hold for it now.",
      commands: [
        "organizations move-account --account-id {accountId} --source-parent-id {destinationParentId} --destination-parent-id {sourceParentId}",
      ],
    },
    "organizations:CloseAccount": {
      leaves: "closed account {accountId}",
      why: "After 90 days everything in it is gone.",
      byHand: "Ask AWS Support to open it again.",
    },
    "organizations:AttachPolicy": {
      ends: `removal of ${ON_TARGET}`,
      leaves: ON_TARGET,
      of: "organization policy {policyId}",
      why: "It says what the accounts may do, this responder too.",
      commands: ["organizations detach-policy --policy-id {policyId} --target-id {targetId}"],
    },
    "organizations:DetachPolicy": {
      ends: ON_TARGET,
      leaves: `removal of ${ON_TARGET}`,
      why: FREE,
      commands: ["organizations attach-policy --policy-id {policyId} --target-id {targetId}"],
    },
    "organizations:CreatePolicy": {
      leaves: POLICY,
      commands: ["organizations delete-policy --policy-id {>policy.policySummary.id}"],
    },
    "organizations:UpdatePolicy": {
      leaves: `text of ${POLICY}`,
      of: POLICY,
      why: FREE,
      commands: ["organizations describe-policy --policy-id {policyId}"],
    },
    "organizations:DeletePolicy": { ends: POLICY, why: FREE },
    "organizations:DisablePolicyType": {
      leaves: "policies of type {policyType} switched off under {rootId}",
      why: FREE,
      commands: ["organizations enable-policy-type --root-id {rootId} --policy-type {policyType}"],
      byHand: "Attach the policies anew: switching off has detached them.",
    },
    "organizations:EnablePolicyType": {
      ends: "policies of type {policyType} switched off under {rootId}",
      leaves: "policies of type {policyType} switched on under {rootId}",
    },
    "organizations:RegisterDelegatedAdministrator": {
      ends: `removal of ${DELEGATED}`,
      leaves: DELEGATED,
      why: "That account runs the service for the whole organization.",
      commands: [
        "organizations deregister-delegated-administrator --account-id {accountId} --service-principal {servicePrincipal}",
      ],
    },
    "organizations:DeregisterDelegatedAdministrator": {
      ends: DELEGATED,
      leaves: `removal of ${DELEGATED}`,
      commands: [
        "organizations register-delegated-administrator --account-id {accountId} --service-principal {servicePrincipal}",
      ],
    },
    "organizations:EnableAWSServiceAccess": {
      repeats: true,
      ends: `end of ${TRUSTED}`,
      leaves: TRUSTED,
      commands: ["organizations disable-aws-service-access --service-principal {servicePrincipal}"],
    },
    "organizations:DisableAWSServiceAccess": {
      repeats: true,
      ends: TRUSTED,
      leaves: `end of ${TRUSTED}`,
      commands: ["organizations enable-aws-service-access --service-principal {servicePrincipal}"],
    },
    "organizations:PutResourcePolicy": {
      leaves: "delegation policy of the organization",
      why: "Other accounts manage policies.",
      commands: ["organizations describe-resource-policy", "organizations delete-resource-policy"],
    },
    "organizations:DeleteOrganization": { leaves: "deleted organization", why: OUT },
    "organizations:CreateOrganization": { leaves: "organization", why: "The account is now one's management account." },
    "iam:EnableOrganizationsRootSessions": {
      leaves: "sessions of member accounts' root users switched on",
      commands: ["iam disable-organizations-root-sessions"],
    },
    "iam:DisableOrganizationsRootCredentialsManagement": {
      leaves: "central management of root users switched off",
      commands: ["iam enable-organizations-root-credentials-management"],
    },
    "account:PutAlternateContact": contact(
      "contact for {alternateContactType}",
      "account get-alternate-contact --alternate-contact-type {alternateContactType}",
    ),
    "account:DeleteAlternateContact": contact(
      "contact for {alternateContactType}",
      "account get-alternate-contact --alternate-contact-type {alternateContactType}",
    ),
    "account:PutContactInformation": contact("contact of the account", "account get-contact-information"),
    "account:StartPrimaryEmailUpdate": contact(
      "change of the root user's e-mail address",
      "account get-primary-email --account-id {accountId|@account}",
    ),
    "account:AcceptPrimaryEmailUpdate": contact(
      "change of the root user's e-mail address",
      "account get-primary-email --account-id {accountId|@account}",
    ),
    "account:EnableRegion": {
      repeats: true,
      ends: "Region {regionName} switched off",
      leaves: "Region {regionName} switched on",
      why: "What happens there may be watched by nobody.",
      commands: ["account disable-region --region-name {regionName}"],
    },
    "account:DisableRegion": {
      repeats: true,
      ends: "Region {regionName} switched on",
      leaves: "Region {regionName} switched off",
      commands: ["account enable-region --region-name {regionName}"],
    },
  },
};
