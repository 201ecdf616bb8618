// IAM Identity Center: people, groups, and what they are assigned to in which account.
//
// https://docs.aws.amazon.com/singlesignon/latest/userguide/logging-using-cloudtrail.html
import type { ResidualKind, Rule } from "../kind.ts";

const ASSIGNMENT = "assignment of {principalType} {principalId} to account {targetId} by {permissionSetArn:name}";
const assign = (operation: string) =>
  `sso-admin ${operation} --instance-arn {instanceArn} --target-id {targetId} --target-type AWS_ACCOUNT --permission-set-arn {permissionSetArn} --principal-type {principalType} --principal-id {principalId}`;

const SET = "permission set {permissionSetArn:name}";
const describe =
  "sso-admin describe-permission-set --instance-arn {instanceArn} --permission-set-arn {permissionSetArn}";
const provision =
  "sso-admin provision-permission-set --instance-arn {instanceArn} --permission-set-arn {permissionSetArn} --target-type ALL_PROVISIONED_ACCOUNTS";
const setChange: Rule = {
  leaves: `policies of ${SET}`,
  of: SET,
  commands: [describe, provision],
  byHand: "Put the permission set back to what it was, then provision it.",
};

const USER = "Identity Center user {>userId|>user.userId|userId}";
const user: Rule = {
  leaves: USER,
  commands: ["identitystore delete-user --identity-store-id {identityStoreId} --user-id {>userId|>user.userId|userId}"],
};
const userChange: Rule = {
  leaves: "sign-in of the Identity Center user {userId}",
  of: "Identity Center user {userId}",
  commands: ["identitystore describe-user --identity-store-id {identityStoreId} --user-id {userId}"],
  byHand: "Reset the person's password and MFA devices in Identity Center, and end the active sessions.",
};

const MEMBERSHIP = "membership {>membershipId|membershipId} of an Identity Center group";
const member: Rule = {
  leaves: MEMBERSHIP,
  commands: [
    "identitystore delete-group-membership --identity-store-id {identityStoreId} --membership-id {>membershipId|membershipId}",
  ],
};

export const identityCenter: ResidualKind = {
  kind: "identity-center",
  section: "left-behind",
  title: "IAM Identity Center",
  why: "A person signs in at the portal and gets new sessions after any cutoff, in every account of the assignment.",
  calls: {
    "sso:CreateAccountAssignment": {
      repeats: true,
      ends: `removal of ${ASSIGNMENT}`,
      leaves: ASSIGNMENT,
      commands: [assign("delete-account-assignment")],
    },
    "sso:DeleteAccountAssignment": {
      repeats: true,
      ends: ASSIGNMENT,
      leaves: `removal of ${ASSIGNMENT}`,
      why: "The person or group has no access any more.",
      commands: [assign("create-account-assignment")],
    },
    "sso:CreatePermissionSet": {
      leaves: "permission set {>permissionSet.permissionSetArn:name|name}",
      commands: [
        "sso-admin delete-permission-set --instance-arn {instanceArn} --permission-set-arn {>permissionSet.permissionSetArn}",
      ],
    },
    "sso:DeletePermissionSet": { ends: SET },
    "sso:UpdatePermissionSet": setChange,
    "sso:AttachManagedPolicyToPermissionSet": setChange,
    "sso:AttachCustomerManagedPolicyReferenceToPermissionSet": setChange,
    "sso:DetachManagedPolicyFromPermissionSet": setChange,
    "sso:DetachCustomerManagedPolicyReferenceFromPermissionSet": setChange,
    "sso:PutInlinePolicyToPermissionSet": setChange,
    "sso:DeleteInlinePolicyFromPermissionSet": setChange,
    "sso:PutPermissionsBoundaryToPermissionSet": setChange,
    "sso:DeletePermissionsBoundaryFromPermissionSet": setChange,
    "sso:ProvisionPermissionSet": setChange,
    "sso:CreateTrustedTokenIssuer": {
      leaves: "trusted token issuer {name}",
      commands: ["sso-admin delete-trusted-token-issuer --trusted-token-issuer-arn {>trustedTokenIssuerArn}"],
    },
    "sso:CreateApplication": {
      leaves: "Identity Center application {name}",
      commands: ["sso-admin delete-application --application-arn {>applicationArn}"],
    },
    "sso:CreateApplicationAssignment": {
      leaves: "assignment of {principalType} {principalId} to application {applicationArn:name}",
      commands: [
        "sso-admin delete-application-assignment --application-arn {applicationArn} --principal-id {principalId} --principal-type {principalType}",
      ],
    },
    "identitystore:CreateUser": user,
    "sso-directory:CreateUser": user,
    "identitystore:DeleteUser": { ends: USER, once: true },
    "sso-directory:DeleteUser": { ends: USER, once: true },
    "identitystore:UpdateUser": userChange,
    "sso-directory:UpdateUser": userChange,
    "sso-directory:UpdatePassword": userChange,
    "sso-directory:EnableUser": userChange,
    "sso-directory:UpdateMfaDeviceForUser": userChange,
    "sso-directory:CompleteVirtualMfaDeviceRegistration": userChange,
    "sso-directory:DeleteMfaDeviceForUser": userChange,
    "identitystore:CreateGroupMembership": member,
    "identitystore:DeleteGroupMembership": { ends: MEMBERSHIP, once: true },
    "sso-directory:AddMemberToGroup": {
      ...member,
      leaves: "Identity Center user {memberId|member.memberId} in group {groupId}",
      commands: [
        "identitystore get-group-membership-id --identity-store-id {identityStoreId} --group-id {groupId} --member-id UserId={memberId|member.memberId}",
        "identitystore delete-group-membership --identity-store-id {identityStoreId} --membership-id MEMBERSHIP_ID",
      ],
    },
    "sso-directory:RemoveMemberFromGroup": {
      ends: "Identity Center user {memberId|member.memberId} in group {groupId}",
    },
    "identitystore:CreateGroup": {
      leaves: "Identity Center group {>groupId}",
      commands: ["identitystore delete-group --identity-store-id {identityStoreId} --group-id {>groupId}"],
    },
    "identitystore:DeleteGroup": { ends: "Identity Center group {groupId}", once: true },
  },
};
