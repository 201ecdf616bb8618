// Roles, who may assume them, and the instance profiles that carry them.
import type { ResidualKind, Rule } from "../kind.ts";
import { allowedPrincipals } from "../policy-principals.ts";
import { valueAt } from "../values.ts";

const ROLE = "role {roleName}";
const IN_PROFILE = "role {roleName} in instance profile {instanceProfileName}";

const trust =
  (member: string): NonNullable<Rule["detail"]> =>
  ({ asked }) =>
    allowedPrincipals(valueAt(asked, member));

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-trust-policy.html */
export const roles: ResidualKind = {
  kind: "role",
  section: "left-behind",
  title: "Roles and trust policies",
  why: "Whoever the trust policy names gets a new session after any cutoff.",
  calls: {
    "iam:CreateRole": {
      leaves: ROLE,
      detail: trust("assumeRolePolicyDocument"),
      commands: [
        "iam attach-role-policy --role-name {roleName} --policy-arn arn:{@partition}:iam::aws:policy/AWSDenyAll",
        "iam delete-role --role-name {roleName}",
      ],
      byHand: "The first command stops its sessions at once. Before the second, detach and delete its policies.",
    },
    "iam:UpdateAssumeRolePolicy": {
      leaves: `trust policy of ${ROLE}`,
      of: ROLE,
      detail: trust("policyDocument"),
      commands: [
        "iam get-role --role-name {roleName}",
        "iam update-assume-role-policy --role-name {roleName} --policy-document file://trust-policy.json",
        "iam put-role-policy --role-name {roleName} --policy-name DenyOlderSessions --policy-document {@denyOlder}",
      ],
      byHand:
        "What it was before is not on the trail: write trust-policy.json from what the role is for, or from the code that made it.",
    },
    "iam:UpdateRole": {
      leaves: `session length of ${ROLE}`,
      of: ROLE,
      why: "New sessions may last longer, up to 12 hours.",
      commands: ["iam update-role --role-name {roleName} --max-session-duration 3600"],
    },
    "iam:UpdateRoleDescription": {
      leaves: `description of ${ROLE}`,
      of: ROLE,
      why: "It may hide what the role is for.",
    },
    "iam:DeleteRole": {
      ends: ROLE,
      why: "A role that was deleted and made anew is another one: our deny is not on it, and sessions of the old one are dead.",
    },
    "iam:TagRole": {
      leaves: `tags of ${ROLE}`,
      of: ROLE,
      why: "Policies that go by tags let the role do other things now; a tag may also have protected it from this responder.",
      commands: ["iam list-role-tags --role-name {roleName}"],
    },
    "iam:UntagRole": {
      leaves: `tags taken from ${ROLE}`,
      of: ROLE,
      why: "Policies that go by tags let the role do other things now.",
      commands: ["iam list-role-tags --role-name {roleName}"],
    },
    "iam:CreateServiceLinkedRole": {
      leaves: "service-linked role {>role.roleName|awsServiceName}",
      why: "Only the service can assume it, and it shows that the service was used for the first time.",
      commands: ["iam delete-service-linked-role --role-name {>role.roleName}"],
    },
    "iam:DeleteServiceLinkedRole": { ends: "service-linked role {roleName}" },
    "iam:CreateInstanceProfile": {
      leaves: "instance profile {instanceProfileName}",
      why: "Instances that carry it get credentials of its role.",
      commands: ["iam delete-instance-profile --instance-profile-name {instanceProfileName}"],
    },
    "iam:DeleteInstanceProfile": { ends: "instance profile {instanceProfileName}" },
    "iam:AddRoleToInstanceProfile": {
      ends: `removal of ${IN_PROFILE}`,
      leaves: IN_PROFILE,
      of: "instance profile {instanceProfileName}",
      why: "Every instance with the profile hands out credentials of the role.",
      commands: [
        "iam remove-role-from-instance-profile --instance-profile-name {instanceProfileName} --role-name {roleName}",
      ],
    },
    "iam:RemoveRoleFromInstanceProfile": {
      ends: IN_PROFILE,
      leaves: `removal of ${IN_PROFILE}`,
      why: "Instances with the profile get no credentials, until the role is back.",
      commands: [
        "iam add-role-to-instance-profile --instance-profile-name {instanceProfileName} --role-name {roleName}",
      ],
    },
  },
};
