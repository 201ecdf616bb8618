// IAM users, their passwords, and the groups that they were put in.
import { orRoots } from "../by-root.ts";
import type { ResidualKind, Rule } from "../kind.ts";

const IN_GROUP = "user {userName} in group {groupName}";
const PASSWORD = "console password of user {userName|loginProfile.userName|@caller}";
const ROOT_PASSWORD = "console password of the root user";

const password: Rule = {
  leaves: PASSWORD,
  of: "user {userName|loginProfile.userName|@caller}",
  why: "Whoever knows the password signs in to the console anew, after any cutoff.",
  commands: [
    "iam delete-login-profile --user-name {userName|loginProfile.userName|@caller}",
    "iam put-user-policy --user-name {userName|loginProfile.userName|@caller} --policy-name DenyOlderSessions --policy-document {@denyOlder}",
  ],
  byHand:
    "The first command takes the password away, also from its rightful owner; the second ends the sessions that it has opened.",
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_users_remove.html */
export const users: ResidualKind = {
  kind: "user",
  section: "left-behind",
  title: "Users, passwords and groups",
  why: "A user is a principal of its own, which a deny on the leaked one does not touch.",
  calls: {
    "iam:CreateUser": {
      leaves: "user {userName}",
      commands: [
        "iam attach-user-policy --user-name {userName} --policy-arn arn:{@partition}:iam::aws:policy/AWSDenyAll",
        "iam delete-user --user-name {userName}",
      ],
      byHand:
        "The first command stops it at once. Before the second, remove its keys, password, MFA devices, policies and groups.",
    },
    "iam:DeleteUser": { ends: "user {userName}" },
    "iam:UpdateUser": {
      leaves: "new name of user {userName}: {newUserName|newPath}",
      renames: { from: "user {userName}", to: "user {newUserName}" },
      why: "Rules, alarms and policies that go by the old name no longer see the user.",
      commands: ["iam update-user --user-name {newUserName|userName} --new-user-name {userName}"],
    },
    "iam:CreateLoginProfile": orRoots(password, {
      leaves: ROOT_PASSWORD,
      commands: ["iam delete-login-profile"],
      byHand:
        "Run it with a session of sts assume-root with IAMDeleteRootUserCredentials, and change root's e-mail address if it is not yours.",
    }),
    "iam:UpdateLoginProfile": { ...password, replaces: true },
    "iam:ChangePassword": {
      ...password,
      leaves: "console password of user {@caller}",
      of: "user {@caller}",
      replaces: true,
      commands: [
        "iam delete-login-profile --user-name {@caller}",
        "iam put-user-policy --user-name {@caller} --policy-name DenyOlderSessions --policy-document {@denyOlder}",
      ],
    },
    "iam:DeleteLoginProfile": orRoots({ ends: PASSWORD }, { ends: ROOT_PASSWORD }),
    "iam:CreateGroup": { leaves: "group {groupName}", commands: ["iam delete-group --group-name {groupName}"] },
    "iam:UpdateGroup": {
      leaves: "new name of group {groupName}: {newGroupName|newPath}",
      renames: { from: "group {groupName}", to: "group {newGroupName}" },
      commands: ["iam update-group --group-name {newGroupName|groupName} --new-group-name {groupName}"],
    },
    "iam:DeleteGroup": { ends: "group {groupName}" },
    "iam:AddUserToGroup": {
      repeats: true,
      ends: `removal of ${IN_GROUP}`,
      leaves: IN_GROUP,
      of: "user {userName}",
      why: "The user keeps what the group allows.",
      commands: ["iam remove-user-from-group --user-name {userName} --group-name {groupName}"],
    },
    "iam:RemoveUserFromGroup": {
      repeats: true,
      ends: IN_GROUP,
      leaves: `removal of ${IN_GROUP}`,
      why: "What the group denied or allowed no longer holds for the user.",
      commands: ["iam add-user-to-group --user-name {userName} --group-name {groupName}"],
    },
    "iam:TagUser": {
      leaves: "tags of user {userName}",
      why: "Policies that go by tags let the user do other things now.",
      commands: ["iam list-user-tags --user-name {userName}"],
    },
    "iam:UntagUser": {
      leaves: "tags taken from user {userName}",
      why: "Policies that go by tags let the user do other things now.",
      commands: ["iam list-user-tags --user-name {userName}"],
    },
  },
};
