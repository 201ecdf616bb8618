// Access to applications that run on AWS: API keys, user pools, device certificates.
import type { ResidualKind, Rule } from "../kind.ts";

const made = (thing: string, remove: string): Rule => ({ leaves: thing, commands: [remove] });
const POOL_USER = "user {username|>user.username} of user pool {userPoolId}";
const CERTIFICATE = "device certificate {>certificateId|certificateId}";

const poolRoles: Rule = {
  leaves: "roles of the Cognito identity pool {identityPoolId}",
  why: "The pool gives out credentials of its roles, to guests too if it lets them in.",
  commands: [
    "cognito-identity get-identity-pool-roles --identity-pool-id {identityPoolId}",
    "cognito-identity describe-identity-pool --identity-pool-id {identityPoolId}",
  ],
};

const api: Rule = {
  leaves: "settings or policy of the API {restApiId}",
  why: "What it answers, and to whom, stays as it was set.",
  commands: ["apigateway get-rest-api --rest-api-id {restApiId}"],
};

const certificate: Rule = {
  leaves: CERTIFICATE,
  why: "Its holder speaks to AWS IoT, and gets credentials of roles through it.",
  commands: ["iot update-certificate --certificate-id {>certificateId} --new-status REVOKED"],
};

export const applicationAccess: ResidualKind = {
  kind: "application-access",
  section: "left-behind",
  title: "API keys, user pools, device certificates",
  why: "It is no credential of IAM: nothing that is denied there reaches it.",
  calls: {
    "apigateway:CreateApiKey": made("API key {>id}", "apigateway delete-api-key --api-key {>id}"),
    "apigateway:DeleteApiKey": { ends: "API key {apiKey}", once: true },
    "apigateway:UpdateRestApi": api,
    "apigateway:PutRestApi": api,
    "appsync:CreateApiKey": made(
      "API key {>apiKey.id} of AppSync API {apiId}",
      "appsync delete-api-key --api-id {apiId} --id {>apiKey.id}",
    ),
    "appsync:DeleteApiKey": { ends: "API key {id} of AppSync API {apiId}", once: true },
    "cognito-idp:AdminCreateUser": made(
      POOL_USER,
      "cognito-idp admin-disable-user --user-pool-id {userPoolId} --username {username|>user.username}",
    ),
    "cognito-idp:AdminDeleteUser": { ends: POOL_USER },
    "cognito-idp:AdminSetUserPassword": {
      leaves: `password of ${POOL_USER}`,
      of: POOL_USER,
      commands: [
        "cognito-idp admin-reset-user-password --user-pool-id {userPoolId} --username {username}",
        "cognito-idp admin-user-global-sign-out --user-pool-id {userPoolId} --username {username}",
      ],
    },
    "cognito-idp:AdminAddUserToGroup": made(
      "user {username} in group {groupName} of user pool {userPoolId}",
      "cognito-idp admin-remove-user-from-group --user-pool-id {userPoolId} --username {username} --group-name {groupName}",
    ),
    "cognito-idp:CreateUserPoolClient": made(
      "client {>userPoolClient.clientId} of user pool {userPoolId}",
      "cognito-idp delete-user-pool-client --user-pool-id {userPoolId} --client-id {>userPoolClient.clientId}",
    ),
    "cognito-identity:SetIdentityPoolRoles": poolRoles,
    "cognito-identity:UpdateIdentityPool": poolRoles,
    "iot:CreateKeysAndCertificate": certificate,
    "iot:CreateCertificateFromCsr": certificate,
    "iot:UpdateCertificate": {
      ...certificate,
      leaves: `state of ${CERTIFICATE}`,
      commands: ["iot describe-certificate --certificate-id {certificateId}"],
    },
    "iot:CreatePolicy": made("IoT policy {policyName}", "iot delete-policy --policy-name {policyName}"),
    "cloudfront:CreatePublicKey": made(
      "public key {>publicKey.id} of CloudFront",
      "cloudfront get-public-key --id {>publicKey.id}",
    ),
    "cloudfront:UpdateDistribution": {
      leaves: "settings of the CloudFront distribution {id}",
      why: "It may answer from another origin, or run other code.",
      commands: ["cloudfront get-distribution-config --id {id}"],
    },
    "acm-pca:IssueCertificate": {
      leaves: "certificate {>certificateArn} of a private authority",
      why: "Whoever trusts the authority trusts its holder, IAM Roles Anywhere too.",
      commands: ["acm-pca describe-certificate-authority --certificate-authority-arn {certificateAuthorityArn}"],
      byHand: "Revoke it with aws acm-pca revoke-certificate, by its serial number.",
    },
  },
};
