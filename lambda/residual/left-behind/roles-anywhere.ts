// IAM Roles Anywhere: certificates of another authority turned into sessions of roles.
//
// https://docs.aws.amazon.com/rolesanywhere/latest/userguide/introduction.html
import type { ResidualKind, Rule } from "../kind.ts";
import { listOf, textOf, valueAt } from "../values.ts";

const ANCHOR = "Roles Anywhere trust anchor {>trustAnchor.trustAnchorId|trustAnchorId}";
const PROFILE = "Roles Anywhere profile {>profile.profileId|profileId}";
const CRL = "Roles Anywhere revocation list {>crl.crlId|crlId}";

const anchor: Rule = {
  leaves: ANCHOR,
  commands: [
    "rolesanywhere disable-trust-anchor --trust-anchor-id {>trustAnchor.trustAnchorId|trustAnchorId}",
    "rolesanywhere delete-trust-anchor --trust-anchor-id {>trustAnchor.trustAnchorId|trustAnchorId}",
  ],
};

const profile: Rule = {
  leaves: PROFILE,
  detail: ({ asked }) => {
    const arns = listOf(valueAt(asked, "roleArns")).flatMap((arn) => textOf(arn) ?? []);
    return arns.length > 0 ? `gives out ${arns.join(", ")}` : undefined;
  },
  commands: [
    "rolesanywhere disable-profile --profile-id {>profile.profileId|profileId}",
    "rolesanywhere delete-profile --profile-id {>profile.profileId|profileId}",
  ],
  byHand: "Deny the older sessions of the roles that the profile names.",
};

const NO_LONGER_REVOKED = "Certificates that were revoked are good again.";

export const rolesAnywhere: ResidualKind = {
  kind: "roles-anywhere",
  section: "left-behind",
  title: "IAM Roles Anywhere",
  why: "Whoever holds a certificate of the anchor's authority gets new sessions of the profile's roles after any cutoff.",
  calls: {
    "rolesanywhere:CreateTrustAnchor": anchor,
    "rolesanywhere:UpdateTrustAnchor": { ...anchor, leaves: `change of ${ANCHOR}`, of: ANCHOR },
    "rolesanywhere:EnableTrustAnchor": { ...anchor, leaves: `switching on of ${ANCHOR}`, of: ANCHOR },
    "rolesanywhere:DisableTrustAnchor": { ends: ANCHOR, leaves: `switching off of ${ANCHOR}` },
    "rolesanywhere:DeleteTrustAnchor": { ends: ANCHOR, once: true },
    "rolesanywhere:CreateProfile": profile,
    "rolesanywhere:UpdateProfile": { ...profile, leaves: `change of ${PROFILE}`, of: PROFILE },
    "rolesanywhere:PutAttributeMapping": { ...profile, leaves: `attributes of ${PROFILE}`, of: PROFILE },
    "rolesanywhere:EnableProfile": { ...profile, leaves: `switching on of ${PROFILE}`, of: PROFILE },
    "rolesanywhere:DisableProfile": { ends: PROFILE, leaves: `switching off of ${PROFILE}` },
    "rolesanywhere:DeleteProfile": { ends: PROFILE, once: true },
    "rolesanywhere:DeleteCrl": { ends: CRL, why: NO_LONGER_REVOKED },
    "rolesanywhere:DisableCrl": {
      leaves: `switching off of ${CRL}`,
      why: NO_LONGER_REVOKED,
      commands: ["rolesanywhere enable-crl --crl-id {crlId}"],
    },
    "rolesanywhere:UpdateCrl": { leaves: `change of ${CRL}`, why: NO_LONGER_REVOKED },
  },
};
