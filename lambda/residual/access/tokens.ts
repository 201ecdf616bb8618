// Tokens that prove who somebody is to others than AWS, and registry passwords.
import type { ResidualKind } from "../kind.ts";

const HOURS_12 = 12 * 3600;

export const tokens: ResidualKind = {
  kind: "token",
  section: "access",
  title: "JWTs and registry passwords",
  why: "A token that is signed is good until it expires, for everybody who trusts its issuer. AWS cannot call it back.",
  calls: {
    /** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetWebIdentityToken.html: 60 to 3,600 seconds, 300 unless asked. */
    "sts:GetWebIdentityToken": {
      leaves: "web identity token of {@callerArn} for {audience.0|audience}",
      until: { seconds: 3600, asked: "durationSeconds" },
      commands: ["iam disable-outbound-web-identity-federation"],
      byHand: "Tell whoever trusts the account's issuer. The command stops it for the whole account.",
    },
    "iam:EnableOutboundWebIdentityFederation": {
      repeats: true,
      ends: "web identity tokens switched off",
      leaves: "web identity tokens switched on",
      why: "The setting stays: principals of the account can prove themselves to services outside.",
      commands: ["iam disable-outbound-web-identity-federation"],
    },
    "iam:DisableOutboundWebIdentityFederation": {
      repeats: true,
      ends: "web identity tokens switched on",
      leaves: "web identity tokens switched off",
      why: "The setting stays.",
      commands: ["iam enable-outbound-web-identity-federation"],
    },
    "ecr:GetAuthorizationToken": {
      leaves: "registry password of {@callerArn}",
      until: { seconds: HOURS_12 },
      possible: true,
      why: "A registry password is good for 12 hours. Whether each use asks for the caller's policies anew is not documented.",
      commands: ["ecr describe-repositories"],
      byHand: "Look for images that were pushed after the leak.",
    },
    "ecr-public:GetAuthorizationToken": {
      leaves: "public registry password of {@callerArn}",
      until: { seconds: HOURS_12 },
      possible: true,
    },
    "codeartifact:GetAuthorizationToken": {
      leaves: "package registry token for {domain}",
      until: { seconds: HOURS_12, asked: "durationSeconds" },
      why: "It is good for up to 12 hours; for a role's session no longer than that.",
      commands: ["codeartifact list-repositories-in-domain --domain {domain}"],
      byHand: "Look for packages that were published after the leak.",
    },
    "cognito-identity:GetOpenIdTokenForDeveloperIdentity": {
      leaves: "Cognito token for the identity pool {identityPoolId}",
      until: { seconds: 24 * 3600, asked: "tokenDuration" },
    },
    "cognito-idp:AdminInitiateAuth": {
      leaves: "sign-in to the user pool {userPoolId}",
      why: "Access tokens are good for up to a day, refresh tokens for up to ten years.",
      commands: ["cognito-idp admin-user-global-sign-out --user-pool-id {userPoolId} --username USERNAME"],
    },
  },
};
