// Logins from elsewhere: SAML and OpenID Connect providers of IAM.
//
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers.html
import type { ResidualKind, Rule } from "../kind.ts";

const SAML = "SAML provider {samlProviderArn}";
const OIDC = "OpenID Connect provider {openIDConnectProviderArn}";
const CLIENT = `client {clientID} of ${OIDC}`;

const oidcChange: Rule = {
  leaves: `change of ${OIDC}`,
  of: OIDC,
  commands: ["iam get-open-id-connect-provider --open-id-connect-provider-arn {openIDConnectProviderArn}"],
  byHand: "Set thumbprints and clients back to what the provider's owner says.",
};

export const identityProviders: ResidualKind = {
  kind: "identity-provider",
  section: "left-behind",
  title: "SAML and OpenID Connect providers",
  why: "Who holds the provider's key signs logins to every role that trusts it: new sessions after any cutoff.",
  calls: {
    "iam:CreateSAMLProvider": {
      leaves: SAML,
      commands: ["iam delete-saml-provider --saml-provider-arn {samlProviderArn}"],
    },
    "iam:UpdateSAMLProvider": {
      leaves: `metadata of ${SAML}`,
      of: SAML,
      commands: [
        "iam get-saml-provider --saml-provider-arn {samlProviderArn}",
        "iam update-saml-provider --saml-provider-arn {samlProviderArn} --saml-metadata-document file://metadata.xml",
      ],
      byHand: "Get metadata.xml from the identity provider itself.",
    },
    "iam:DeleteSAMLProvider": { ends: SAML },
    "iam:CreateOpenIDConnectProvider": {
      leaves: OIDC,
      commands: ["iam delete-open-id-connect-provider --open-id-connect-provider-arn {openIDConnectProviderArn}"],
    },
    "iam:DeleteOpenIDConnectProvider": { ends: OIDC },
    "iam:UpdateOpenIDConnectProviderThumbprint": oidcChange,
    "iam:AddClientIDToOpenIDConnectProvider": {
      leaves: CLIENT,
      of: OIDC,
      commands: [
        "iam remove-client-id-from-open-id-connect-provider --open-id-connect-provider-arn {openIDConnectProviderArn} --client-id {clientID}",
      ],
    },
    "iam:RemoveClientIDFromOpenIDConnectProvider": { ends: CLIENT },
    "iam:AcceptDelegationRequest": {
      leaves: "delegation {delegationRequestId}",
      why: "A product provider got access to the account for a time.",
      commands: ["iam get-delegation-request --delegation-request-id {delegationRequestId}"],
    },
    "iam:CreateDelegationRequest": {
      leaves: "request for delegation {>delegationRequestId|delegationRequestId}",
      why: "Whoever gets it accepted has access to the account for a time.",
      commands: ["iam reject-delegation-request --delegation-request-id {>delegationRequestId|delegationRequestId}"],
    },
  },
};
