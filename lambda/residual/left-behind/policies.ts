// What principals may do: policies attached, written into them, made anew, and boundaries taken away.
import type { ResidualKind, Rule } from "../kind.ts";
import { textOf, valueAt } from "../values.ts";

type Holder = "user" | "role" | "group";

/** `--user-name {userName}` */
const of = (holder: Holder) => `--${holder}-name {${holder}Name}`;

function attached(holder: Holder) {
  const thing = `policy {policyArn} on ${holder} {${holder}Name}`;
  const attach = `iam attach-${holder}-policy ${of(holder)} --policy-arn {policyArn}`;
  const detach = `iam detach-${holder}-policy ${of(holder)} --policy-arn {policyArn}`;
  const owner = `${holder} {${holder}Name}`;
  return {
    attach: { ends: `removal of ${thing}`, leaves: thing, repeats: true, of: owner, commands: [detach] },
    detach: { ends: thing, leaves: `removal of ${thing}`, of: owner, why: REMOVED, commands: [attach] },
  } satisfies Record<string, Rule>;
}

function inline(holder: Holder) {
  const thing = `inline policy {policyName} of ${holder} {${holder}Name}`;
  const remove = `iam delete-${holder}-policy ${of(holder)} --policy-name {policyName}`;
  const look = `iam get-${holder}-policy ${of(holder)} --policy-name {policyName}`;
  return {
    put: {
      leaves: thing,
      of: `${holder} {${holder}Name}`,
      repeats: true,
      commands: [look, remove],
      byHand: OVERWRITTEN,
    },
    remove: {
      ends: thing,
      why: REMOVED,
      byHand: "What stood there is not on the trail: restore it from code or backup.",
    },
  } satisfies Record<string, Rule>;
}

function boundary(holder: "user" | "role") {
  const thing = `permissions boundary of ${holder} {${holder}Name}`;
  const put = `iam put-${holder}-permissions-boundary ${of(holder)} --permissions-boundary PERMISSIONS_BOUNDARY_ARN`;
  const why = "The boundary was the limit of what its policies may allow.";
  return {
    put: { leaves: thing, of: `${holder} {${holder}Name}`, why, commands: [put] },
    remove: { leaves: `removal of the ${thing}`, of: `${holder} {${holder}Name}`, why, commands: [put] },
  } satisfies Record<string, Rule>;
}

const REMOVED = "What it denied is allowed again, and what it allowed is gone.";
const OVERWRITTEN = "If the policy was there before, its old text is not on the trail: restore it from code or backup.";

const user = { ...attached("user"), inline: inline("user"), boundary: boundary("user") };
const role = { ...attached("role"), inline: inline("role"), boundary: boundary("role") };
const group = { ...attached("group"), inline: inline("group") };

const DEFAULT_VERSION = "default version of policy {policyArn}";
const toDefault: Rule = {
  leaves: DEFAULT_VERSION,
  of: "policy {policyArn}",
  why: "Everybody who has the policy may now do what the new version says.",
  commands: [
    "iam list-policy-versions --policy-arn {policyArn}",
    "iam set-default-policy-version --policy-arn {policyArn} --version-id EARLIER_VERSION_ID",
  ],
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_manage.html */
export const policies: ResidualKind = {
  kind: "policy",
  section: "left-behind",
  title: "Policies and permissions boundaries",
  why: "What a principal may do stays as it was set, for every session to come.",
  calls: {
    "iam:AttachUserPolicy": user.attach,
    "iam:AttachRolePolicy": role.attach,
    "iam:AttachGroupPolicy": group.attach,
    "iam:DetachUserPolicy": user.detach,
    "iam:DetachRolePolicy": role.detach,
    "iam:DetachGroupPolicy": group.detach,
    "iam:PutUserPolicy": user.inline.put,
    "iam:PutRolePolicy": role.inline.put,
    "iam:PutGroupPolicy": group.inline.put,
    "iam:DeleteUserPolicy": user.inline.remove,
    "iam:DeleteRolePolicy": role.inline.remove,
    "iam:DeleteGroupPolicy": group.inline.remove,
    "iam:PutUserPermissionsBoundary": user.boundary.put,
    "iam:PutRolePermissionsBoundary": role.boundary.put,
    "iam:DeleteUserPermissionsBoundary": user.boundary.remove,
    "iam:DeleteRolePermissionsBoundary": role.boundary.remove,
    "iam:CreatePolicy": {
      leaves: "policy {>policy.arn}",
      commands: ["iam delete-policy --policy-arn {>policy.arn}"],
      byHand: "Detach it everywhere and delete its other versions before.",
    },
    "iam:DeletePolicy": { ends: "policy {policyArn}" },
    "iam:CreatePolicyVersion": [
      { ...toDefault, when: ({ asked }) => /^true$/i.test(textOf(valueAt(asked, "setAsDefault")) ?? "") },
      {
        leaves: "version {>policyVersion.versionId} of policy {policyArn}",
        of: "policy {policyArn}",
        why: "While it is there it can be made the default.",
        commands: ["iam delete-policy-version --policy-arn {policyArn} --version-id {>policyVersion.versionId}"],
        byHand: "Make another version the default before, if it is.",
      },
    ],
    "iam:SetDefaultPolicyVersion": toDefault,
    "iam:DeletePolicyVersion": { ends: "version {versionId} of policy {policyArn}", once: true },
  },
};
