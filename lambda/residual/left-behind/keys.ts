// KMS keys: who may use them, and whether they live.
//
// https://docs.aws.amazon.com/kms/latest/developerguide/grants.html
import type { ResidualKind } from "../kind.ts";
import { allowedPrincipals } from "../policy-principals.ts";
import { valueAt } from "../values.ts";

const KEY = "key {keyId|>keyMetadata.keyId}";
const GRANT = "grant {>grantId|grantId} of a key";
const DELETION = `deletion of ${KEY} that is under way`;
const DISABLED = `${KEY} switched off`;

export const keys: ResidualKind = {
  kind: "kms-key",
  section: "left-behind",
  title: "KMS keys and grants",
  why: "The key's own policy and grants say who uses it, from whatever account.",
  calls: {
    "kms:CreateGrant": {
      repeats: true,
      leaves: GRANT,
      of: KEY,
      detail: ({ asked }) => {
        const grantee = valueAt(asked, "granteePrincipal");
        return typeof grantee === "string" ? `lets in ${grantee}` : undefined;
      },
      commands: ["kms revoke-grant --key-id {keyId} --grant-id {>grantId}"],
    },
    "kms:RevokeGrant": { ends: GRANT, once: true },
    "kms:RetireGrant": { ends: GRANT, once: true },
    "kms:PutKeyPolicy": {
      leaves: `policy of ${KEY}`,
      of: KEY,
      detail: ({ asked }) => allowedPrincipals(valueAt(asked, "policy")),
      commands: [
        "kms get-key-policy --key-id {keyId}",
        "kms put-key-policy --key-id {keyId} --policy file://key-policy.json",
      ],
      byHand: "The old text is not on the trail: write key-policy.json from code or backup.",
    },
    "kms:ScheduleKeyDeletion": {
      leaves: DELETION,
      why: "When the key is gone, everything that it has encrypted is.",
      commands: ["kms cancel-key-deletion --key-id {keyId}", "kms enable-key --key-id {keyId}"],
    },
    "kms:CancelKeyDeletion": { ends: DELETION, leaves: `cancelled deletion of ${KEY}` },
    "kms:DisableKey": {
      repeats: true,
      leaves: DISABLED,
      why: "What it has encrypted cannot be read.",
      commands: ["kms enable-key --key-id {keyId}"],
    },
    "kms:EnableKey": {
      ends: DISABLED,
      leaves: `${KEY} switched on`,
      why: "It may be used again.",
      commands: ["kms disable-key --key-id {keyId}"],
    },
    "kms:CreateKey": {
      leaves: KEY,
      commands: ["kms schedule-key-deletion --key-id {>keyMetadata.keyId} --pending-window-in-days 30"],
      byHand: "Look first what was encrypted with it.",
    },
    "kms:ReplicateKey": {
      leaves: "replica in {replicaRegion} of key {keyId}",
      commands: ["kms describe-key --key-id {keyId}"],
    },
    "kms:ImportKeyMaterial": {
      leaves: `imported material of ${KEY}`,
      of: KEY,
      why: "Whoever made the material can decrypt.",
    },
    "kms:DeleteImportedKeyMaterial": {
      leaves: `deleted material of ${KEY}`,
      why: "What it has encrypted cannot be read until the material is imported again.",
    },
    "kms:CreateAlias": { leaves: "key alias {aliasName}", commands: ["kms delete-alias --alias-name {aliasName}"] },
    "kms:UpdateAlias": {
      leaves: "target of key alias {aliasName}",
      of: "key alias {aliasName}",
      why: "Whoever encrypts by the alias uses another key now.",
      commands: ["kms update-alias --alias-name {aliasName} --target-key-id EARLIER_KEY_ID"],
    },
    "kms:DeleteAlias": { ends: "key alias {aliasName}" },
    "kms:DisableKeyRotation": {
      leaves: `rotation of ${KEY} switched off`,
      commands: ["kms enable-key-rotation --key-id {keyId}"],
    },
  },
};
