// How people sign in: MFA devices, the password policy, the root user's own credentials.
import type { ResidualKind, Rule } from "../kind.ts";

const DEVICE = "MFA device {serialNumber|virtualMFADevice.serialNumber} of user {userName|@caller}";
const VIRTUAL = "virtual MFA device {serialNumber|virtualMFADevice.serialNumber}";

const root = (what: string): Rule => ({
  leaves: `${what} of the root user`,
  why: "IAM policies do not limit the root user, and whoever has its password or mailbox has the account.",
  byHand:
    "Recover the root user by its e-mail address, or with AWS Support; change password and MFA. In a member account, delete its credentials from the management account (sts assume-root).",
});

const policy = "password policy of the account";

export const signInSettings: ResidualKind = {
  kind: "sign-in-setting",
  section: "left-behind",
  title: "MFA devices, password policy, root user",
  why: "The setting stays. A device that the intruder holds also counts as MFA where policies ask for it.",
  calls: {
    "iam:CreateVirtualMFADevice": {
      leaves: VIRTUAL,
      commands: ["iam delete-virtual-mfa-device --serial-number {virtualMFADevice.serialNumber|serialNumber}"],
    },
    "iam:DeleteVirtualMFADevice": { ends: VIRTUAL },
    "iam:EnableMFADevice": {
      leaves: DEVICE,
      commands: ["iam deactivate-mfa-device --user-name {userName} --serial-number {serialNumber}"],
    },
    "iam:ResyncMFADevice": { leaves: `synchronisation of ${DEVICE}` },
    "iam:DeactivateMFADevice": {
      ends: DEVICE,
      why: "Without the device, a password alone signs in.",
      byHand: "Let the user register a device anew; until then take the password away.",
    },
    "iam:UpdateAccountPasswordPolicy": { leaves: policy, repeats: true, commands: ["iam get-account-password-policy"] },
    "iam:DeleteAccountPasswordPolicy": { ends: policy, commands: ["iam get-account-password-policy"] },
    "iam:CreateAccountAlias": {
      leaves: "account alias {accountAlias}",
      why: "People sign in at the address that the alias makes.",
      commands: ["iam delete-account-alias --account-alias {accountAlias}"],
    },
    "iam:DeleteAccountAlias": {
      ends: "account alias {accountAlias}",
      commands: ["iam create-account-alias --account-alias {accountAlias}"],
    },
    "signin:PasswordUpdated": root("new password"),
    "signin:PasswordRecoveryCompleted": root("recovered password"),
    "signin:PasswordRecoveryRequested": root("request to recover the password"),
    "signin:EmailUpdated": root("new e-mail address"),
  },
};
