// Long-term credentials: access keys, and the passwords, keys and certificates that IAM keeps beside them.
//
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html
import { orRoots } from "../by-root.ts";
import type { ResidualKind, Rule } from "../kind.ts";
import { valueAt } from "../values.ts";

const switchedOn: Rule["when"] = ({ asked }) => valueAt(asked, "status") !== "Inactive";
const switchedOff: Rule["when"] = ({ asked }) => valueAt(asked, "status") === "Inactive";

const KEY = "access key {accessKey.accessKeyId|accessKeyId}";
const SERVICE_ID =
  "password {serviceSpecificCredential.serviceSpecificCredentialId|serviceSpecificCredentialId} for a service";
const SSH = "SSH key {sshPublicKey.sshPublicKeyId|sshPublicKeyId} for CodeCommit";
const CERTIFICATE = "signing certificate {certificate.certificateId|certificateId}";

const key: Rule = {
  leaves: KEY,
  of: "user {accessKey.userName|userName|@caller}",
  commands: [
    "iam update-access-key --user-name {accessKey.userName|userName|@caller} --access-key-id {accessKey.accessKeyId|accessKeyId} --status Inactive",
    "iam put-user-policy --user-name {accessKey.userName|userName|@caller} --policy-name DenyOlderSessions --policy-document {@denyOlder}",
    "iam delete-access-key --user-name {accessKey.userName|userName|@caller} --access-key-id {accessKey.accessKeyId|accessKeyId}",
  ],
  byHand:
    "Delete it last: sessions that it has asked for live on for up to 36 hours, which the second command ends. Follow what it signed as a leak of its own.",
};

const keyOfRoot: Rule = {
  leaves: KEY,
  why: "A long-term key of the root user: no policy of IAM limits it.",
  commands: [
    "iam update-access-key --access-key-id {accessKey.accessKeyId|accessKeyId} --status Inactive",
    "iam delete-access-key --access-key-id {accessKey.accessKeyId|accessKeyId}",
  ],
  byHand:
    "Root itself runs them; in a member account also whoever has a session of sts assume-root with IAMDeleteRootUserCredentials, the second alone. Sessions that it has asked for live for an hour at most. Follow what it signed as a leak of its own.",
};

const service: Rule = {
  leaves: SERVICE_ID,
  why: "A password or API key for one service (Bedrock, CodeCommit, Keyspaces …) has no time of issue: a deny on older sessions does not touch it.",
  commands: [
    "iam delete-service-specific-credential --user-name {serviceSpecificCredential.userName|userName|@caller} --service-specific-credential-id {serviceSpecificCredential.serviceSpecificCredentialId|serviceSpecificCredentialId}",
  ],
};

export const accessKeys: ResidualKind = {
  kind: "access-key",
  section: "left-behind",
  title: "Access keys and other long-term credentials",
  why: "A long-term key has no time of issue: a deny on older sessions does not touch it, and it belongs to a user of its own.",
  calls: {
    "iam:CreateAccessKey": orRoots(key, keyOfRoot),
    "iam:UpdateAccessKey": [
      ...orRoots({ ...key, when: switchedOn, repeats: true, ends: `switching off of ${KEY}` }, keyOfRoot),
      { when: switchedOff, repeats: true, ends: KEY, leaves: `switching off of ${KEY}` },
    ],
    "iam:DeleteAccessKey": { ends: KEY, once: true },
    "iam:CreateServiceSpecificCredential": service,
    "iam:ResetServiceSpecificCredential": service,
    "iam:UpdateServiceSpecificCredential": [
      { ...service, when: switchedOn },
      { when: switchedOff, repeats: true, ends: SERVICE_ID, leaves: `switching off of ${SERVICE_ID}` },
    ],
    "iam:DeleteServiceSpecificCredential": { ends: SERVICE_ID, once: true },
    "iam:UploadSSHPublicKey": {
      leaves: SSH,
      commands: [
        "iam delete-ssh-public-key --user-name {sshPublicKey.userName|userName} --ssh-public-key-id {sshPublicKey.sshPublicKeyId|sshPublicKeyId}",
      ],
    },
    "iam:UpdateSSHPublicKey": [
      { when: switchedOn, repeats: true, leaves: SSH },
      { when: switchedOff, repeats: true, ends: SSH, leaves: `switching off of ${SSH}` },
    ],
    "iam:DeleteSSHPublicKey": { ends: SSH, once: true },
    "iam:UploadSigningCertificate": orRoots(
      {
        leaves: CERTIFICATE,
        commands: [
          "iam delete-signing-certificate --user-name {certificate.userName|userName|@caller} --certificate-id {certificate.certificateId|certificateId}",
        ],
      },
      {
        commands: ["iam delete-signing-certificate --certificate-id {certificate.certificateId|certificateId}"],
        byHand: "It is the root user's: root itself runs the command, or a session of sts assume-root.",
      },
    ),
    "iam:UpdateSigningCertificate": [
      { when: switchedOn, repeats: true, leaves: CERTIFICATE },
      { when: switchedOff, repeats: true, ends: CERTIFICATE, leaves: `switching off of ${CERTIFICATE}` },
    ],
    "iam:DeleteSigningCertificate": { ends: CERTIFICATE, once: true },
  },
};
