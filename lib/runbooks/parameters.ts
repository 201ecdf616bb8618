// What a person may write into a runbook: the forms that the function reads, as patterns that Automation checks beforehand.
import { ACCESS_KEY_ID, ACCOUNT, IAM_NAME, SESSION_NAME } from "../../lambda/intake/fields/names.ts";
import type { Parameter } from "./runbook.ts";

/**
 * Nowhere a brace: `{{ssm:…}}` in a value is not supported, says AWS, and not what happens then.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-variables.html#automation-variables-unsupported
 */
const PATH = "[!-z|~]";

/** Values are cut off from the patterns' own anchors and may be left empty: a parameter has no other way to be left out. */
const optional = (...forms: readonly string[]) => `^(?:${forms.join("|")})?$`;

const bare = ({ source }: RegExp) => source.replace(/^\^|\$$/g, "");

const ARN = `arn:aws(?:-[a-z]+)*:iam::${bare(ACCOUNT)}:`;
const ARN_OF_SESSION = `arn:aws(?:-[a-z]+)*:sts::${bare(ACCOUNT)}:assumed-role/${bare(IAM_NAME)}(?:/${PATH}*)?`;

/** "AutomationParameterValue: maximum length of 512" */
const LONGEST = 512;

const YES_OR_NO = ["true", "false"] as const;

/**
 * The record keeps 500 characters of the reason and the execution that it came from: so long that the execution still
 * stands there, also where each character takes two places.
 */
const REASON: Parameter = {
  type: "String",
  description: "(Required) Why, in one sentence. It goes on record.",
  allowedPattern: "^[^{}]+$",
  minChars: 1,
  maxChars: 200,
};

export const WHO: Readonly<Record<string, Parameter>> = {
  AccessKeyId: {
    type: "String",
    description: "The access key id that has leaked, AKIA… or ASIA…. Never a secret access key.",
    default: "",
    allowedPattern: optional(bare(ACCESS_KEY_ID)),
  },
  RoleName: {
    type: "String",
    description: "The role whose session has leaked: its name, or an ARN of the role or of its session.",
    default: "",
    allowedPattern: optional(bare(IAM_NAME), `${ARN}role/(?:${PATH}*/)?${bare(IAM_NAME)}`, ARN_OF_SESSION),
    maxChars: LONGEST,
  },
  SessionName: {
    type: "String",
    description: "The name of that session, where it is known.",
    default: "",
    allowedPattern: optional(bare(SESSION_NAME)),
  },
  UserName: {
    type: "String",
    description: "The IAM user whose key has leaked: its name or its ARN.",
    default: "",
    allowedPattern: optional(bare(IAM_NAME), `${ARN}user/(?:${PATH}*/)?${bare(IAM_NAME)}`),
    maxChars: LONGEST,
  },
  Account: {
    type: "String",
    description: "The account of the credential, 12 digits. Empty: the key or the ARN says, else the responder's own.",
    default: "",
    allowedPattern: optional(bare(ACCOUNT)),
  },
  Scope: {
    type: "String",
    description: "role: all sessions of the role. session: the one that has leaked. Empty: as the configuration says.",
    default: "",
    allowedPattern: optional("role", "session"),
  },
  Reason: REASON,
};

export const DRY_RUN: Parameter = {
  type: "String",
  description: "true: only say what would be done. false: do it.",
  default: "true",
  allowedValues: YES_OR_NO,
};

export const ASK_FIRST: Parameter = {
  type: "String",
  description: "true: wait until one of the Approvers has said yes.",
  default: "false",
  allowedValues: YES_OR_NO,
};

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-approve.html: names and ARNs, ten at most. */
export const APPROVERS: Parameter = {
  type: "StringList",
  description: "Who may say yes, where AskFirst is true: names of IAM users, ARNs of users, roles or their sessions.",
  default: [],
  allowedPattern: `^(?:${bare(IAM_NAME)}|${ARN}(?:user|role)/${PATH}+|${ARN_OF_SESSION})$`,
  maxItems: 10,
};

export const LIFT: Readonly<Record<string, Parameter>> = {
  IncidentId: {
    type: "String",
    description: "(Required) The incident, as CredentialLeak-Contain has told it: 20260301T090000Z-0a1b2c3d.",
    allowedPattern: "^[A-Za-z0-9-]{1,200}$",
  },
  Reason: REASON,
  FalseAlarm: {
    type: "String",
    description: "true: nothing had leaked; alerts of these kinds are refused for a while.",
    default: "false",
    allowedValues: YES_OR_NO,
  },
};
