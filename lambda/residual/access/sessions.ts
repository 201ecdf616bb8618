// Sessions that the intruder has opened with STS: each has its own issue time, and most another principal.
//
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_revoke-sessions.html
import { orRoots } from "../by-root.ts";
import type { ResidualKind, Rule } from "../kind.ts";

const ofRole: Rule = {
  leaves: "session {>credentials.accessKeyId} of role {roleArn:name|>assumedRoleUser.arn}",
  until: { at: "credentials.expiration" },
  account: "{roleArn:account}",
  commands: [
    "iam put-role-policy --role-name {roleArn:name} --policy-name DenyOlderSessions --policy-document {@denyOlder}",
  ],
};

const ofUser = {
  until: { at: "credentials.expiration" },
  why: "Its session outlives the key that has asked for it, even if that is deleted. Only a deny on the user ends it.",
  commands: [
    "iam put-user-policy --user-name {@caller} --policy-name DenyOlderSessions --policy-document {@denyOlder}",
  ],
} satisfies Rule;

const ofRoot: Rule = {
  why: "No IAM policy limits what root's key has asked for; in a member account a service control policy does.",
  byHand: "It ends by itself after an hour at most.",
};

const GIVEN = "A service has given it out, for a role of its own: a deny on the leaked principal does not reach it.";

const table: Rule = {
  leaves: "session of Lake Formation for {tableArn}",
  until: { seconds: 12 * 3600, asked: "durationSeconds" },
  why: GIVEN,
  byHand: "Deny the older sessions of the role with which the location is registered.",
};

const machine = (name: string): Rule => ({
  leaves: `session for the GameLift machine ${name} of fleet {fleetId}`,
  until: { seconds: 12 * 3600 },
  why: GIVEN,
  byHand: "Look for what was left on the machine.",
});

export const sessions: ResidualKind = {
  kind: "session",
  section: "access",
  title: "Sessions opened with STS",
  why: "A deny on the leaked principal does not reach sessions of other roles. The responder denies those that it finds, where it may; the command is for the others.",
  calls: {
    "sts:AssumeRole": ofRole,
    "sts:AssumeRoleWithSAML": ofRole,
    "sts:AssumeRoleWithWebIdentity": ofRole,
    "sts:GetSessionToken": orRoots(
      { ...ofUser, leaves: "session {>credentials.accessKeyId} of user {@caller|@callerArn}" },
      ofRoot,
    ),
    "sts:GetFederationToken": orRoots(
      { ...ofUser, leaves: "session {>credentials.accessKeyId} of federated user {name}" },
      ofRoot,
    ),
    "sts:AssumeRoot": {
      leaves: "session {>credentials.accessKeyId} of the root user of {targetPrincipal}",
      until: { seconds: 900, asked: "durationSeconds" },
      account: "{targetPrincipal:account|targetPrincipal}",
      why: "No IAM policy limits a session of a root user; a service control policy does.",
      byHand: "It ends by itself after 15 minutes at most.",
    },
    "sts:GetDelegatedAccessToken": {
      leaves: "session {>credentials.accessKeyId} by delegated access",
      until: { at: "credentials.expiration" },
      byHand: "End the delegation that it was traded in for.",
    },
    "rolesanywhere:CreateSession": {
      leaves: "session of role {roleArn:name} by certificate",
      until: { seconds: 3600, asked: "durationSeconds" },
      account: "{roleArn:account}",
      commands: [...(ofRole.commands ?? []), "rolesanywhere disable-profile --profile-id {profileArn:name}"],
    },
    "cognito-identity:GetCredentialsForIdentity": {
      leaves: "session of the Cognito identity {identityId}",
      until: { at: "credentials.expiration" },
      commands: ["cognito-identity get-identity-pool-roles --identity-pool-id IDENTITY_POOL_ID"],
      byHand: "Deny the older sessions of the role that the identity pool gives out.",
    },
    /** https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-grants-credentials.html: 15 minutes to 12 hours, one unless asked. */
    "s3:GetDataAccess": {
      leaves: "session of S3 Access Grants for {target}",
      until: { seconds: 3600, asked: "durationSeconds" },
      why: GIVEN,
      commands: ["s3control list-access-grants --account-id {accountId|@account}"],
      byHand: "Delete the grant, and deny the older sessions of the role of its location.",
    },
    "lakeformation:GetTemporaryGlueTableCredentials": table,
    "lakeformation:GetTemporaryGluePartitionCredentials": table,
    "gamelift:GetComputeAccess": machine("{computeName}"),
    "gamelift:GetInstanceAccess": machine("{instanceId}"),
    "datazone:GetEnvironmentCredentials": {
      leaves: "session of the DataZone environment {environmentIdentifier}",
      until: { at: "expiration" },
      why: GIVEN,
      byHand: "Deny the older sessions of the environment's role.",
    },
    "sso:GetRoleCredentials": {
      leaves: "session of Identity Center in account {accountId} by role {roleName}",
      until: { seconds: 12 * 3600 },
      account: "{accountId}",
      byHand: "Deny the person in the permission set, and end the portal session.",
    },
  },
};
