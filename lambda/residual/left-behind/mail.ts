// E-mail and text messages sent in the account's name.
//
// https://docs.aws.amazon.com/ses/latest/dg/verify-addresses-and-domains.html
import type { ResidualKind, Rule } from "../kind.ts";

const IDENTITY = "mail identity {emailIdentity|emailAddress|domain|identity}";

const identity: Rule = {
  leaves: IDENTITY,
  commands: ["sesv2 delete-email-identity --email-identity {emailIdentity|emailAddress|domain}"],
};

const limits: Rule = {
  leaves: "sending settings of the account",
  why: "The account may send more, and to anybody.",
  commands: ["sesv2 get-account", "sesv2 put-account-sending-attributes --no-sending-enabled"],
  byHand: "The second command stops all mail of the account in this Region.",
};

const sent: Rule = {
  leaves: "mail that was sent",
  why: "It is in the account's name.",
  commands: ["sesv2 get-account"],
};

const policy: Rule = {
  leaves: "policy {policyName} of mail identity {identity|emailIdentity}",
  why: "Whoever the policy names sends in its name, from another account.",
  commands: ["sesv2 delete-email-identity-policy --email-identity {emailIdentity|identity} --policy-name {policyName}"],
};

export const mail: ResidualKind = {
  kind: "mail",
  section: "left-behind",
  title: "E-mail and text messages",
  why: "Whoever may send does so in its name.",
  calls: {
    "ses:VerifyEmailIdentity": { ...identity, repeats: true },
    "ses:VerifyEmailAddress": { ...identity, repeats: true },
    "ses:VerifyDomainIdentity": { ...identity, repeats: true },
    "ses:CreateEmailIdentity": identity,
    "ses:DeleteEmailIdentity": { ends: IDENTITY },
    "ses:DeleteIdentity": { ends: IDENTITY },
    "ses:PutIdentityPolicy": policy,
    "ses:CreateEmailIdentityPolicy": policy,
    "ses:UpdateEmailIdentityPolicy": policy,
    "ses:PutAccountDetails": limits,
    "ses:PutAccountSendingAttributes": limits,
    "ses:UpdateAccountSendingEnabled": limits,
    "ses:SendEmail": sent,
    "ses:SendRawEmail": sent,
    "ses:SendBulkEmail": sent,
    "ses:SendTemplatedEmail": sent,
    "sns:SetSMSAttributes": {
      leaves: "settings of text messages",
      why: "The limit of what they may cost stays as it was set.",
      commands: ["sns get-sms-attributes"],
    },
    "sns:CreateSMSSandboxPhoneNumber": {
      leaves: "phone number {phoneNumber} for text messages",
      commands: ["sns delete-sms-sandbox-phone-number --phone-number {phoneNumber}"],
    },
    "workmail:CreateUser": {
      leaves: "mail user {name}",
      commands: ["workmail delete-user --organization-id {organizationId} --user-id {>userId}"],
    },
  },
};
