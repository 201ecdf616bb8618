// The policies of the responder's roles as statements: exactly what its parts declare, each on the kind of thing that it is about.
//
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
import type { Config } from "./config.ts";
import { IDENTIFY_HOME_PERMISSIONS } from "./identify/find-owner.ts";
import { INDEXES, LEDGER_PERMISSIONS } from "./ledger/table.ts";
import { REACH_PERMISSIONS } from "./member-account.ts";
import { accountPermissions, administrationPermissions, type Taken } from "./permissions.ts";
import { rolesToAssume } from "./places.ts";
import { OUR_POLICY_PERMISSIONS, POLICY_PATH } from "./step/our-policy.ts";

export type Statement = {
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
};

export type Home = {
  readonly partition: string;
  readonly account: string;
  readonly tableArn: string;
  readonly config: Taken & Pick<Config, "members" | "deployment">;
};

/** Of the role that the functions run as. */
export function homeStatements({ partition, account, tableArn, config }: Home): readonly Statement[] {
  const { administration } = config;
  return [
    ...onTheirResources([...accountPermissions(config), ...IDENTIFY_HOME_PERMISSIONS], partition),
    ...(administration?.account === account ? administrationStatements(config) : []),
    ...reach(partition, account, config),
    allow("Ledger", LEDGER_PERMISSIONS, ledgerArns(tableArn)),
  ];
}

/** The table and its indexes. */
export function ledgerArns(tableArn: string): readonly string[] {
  return [tableArn, ...INDEXES.map(({ name }) => `${tableArn}/index/${name}`)];
}

/** What Lambda does in a function's name. */
export const LOG_PERMISSIONS = ["logs:CreateLogStream", "logs:PutLogEvents"] as const;

/** Of the role in each member account. */
export function memberStatements(config: Taken, partition: string): readonly Statement[] {
  return onTheirResources(accountPermissions(config), partition);
}

/** Of the role in the account that administers the organization. Organizations and Identity Center are administered as a whole. */
export function administrationStatements(config: Taken): readonly Statement[] {
  return [allow("Administration", administrationPermissions(config), ["*"])];
}

/**
 * By account while they are few. A policy has room for some forty; beyond that the organization says whose roles are meant.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-resourceorgid
 */
function reach(partition: string, home: string, config: Home["config"]): readonly Statement[] {
  const roles = rolesToAssume(home, config, partition);
  if (roles.length === 0) return [];
  const { organization } = config.deployment;
  if (organization === undefined) return [allow("OtherAccounts", REACH_PERMISSIONS, roles)];
  const anywhere = new Set(roles.map((arn) => arn.replace(/:\d{12}:/, ":*:")));
  const ours = { StringEquals: { "aws:ResourceOrgID": organization } };
  return [{ ...allow("OtherAccounts", REACH_PERMISSIONS, [...anywhere]), Condition: ours }];
}

function onTheirResources(actions: readonly string[], partition: string): readonly Statement[] {
  const arns = (kind: string) => `arn:${partition}:iam::*:${kind}/*`;
  const ourPolicies = `arn:${partition}:iam::*:policy${POLICY_PATH}*`;
  const ofKind = (kind: ResourceKind) => actions.filter((action) => (RESOURCES[action] ?? "any") === kind);
  const statements: readonly Statement[] = [
    allow("Roles", ofKind("role"), [arns("role")]),
    allow("Users", ofKind("user"), [arns("user")]),
    allow("RolesAndUsers", ofKind("principal"), [arns("role"), arns("user")]),
    allow("InstanceProfiles", ofKind("instance-profile"), [arns("instance-profile")]),
    allow("OurPolicies", ofKind("our-policy"), [ourPolicies]),
    {
      ...allow("AttachOurPolicies", ofKind("attachment"), [arns("role"), arns("user")]),
      Condition: { ArnLike: { "iam:PolicyARN": ourPolicies } },
    },
    allow("Anything", ofKind("any"), ["*"]),
  ];
  return statements.filter(({ Action }) => Action.length > 0);
}

/**
 * What an action is on. `any`: AWS knows no kind for it, or it reads what has no common name, as the owner of a key
 * (iam:GetAccessKeyLastUsed) that is of no account that the responder knows.
 */
type ResourceKind = "role" | "user" | "principal" | "instance-profile" | "our-policy" | "attachment" | "any";

const RESOURCES: Readonly<Record<string, ResourceKind>> = {
  ...kind("role", [
    "iam:GetRole",
    "iam:GetRolePolicy",
    "iam:PutRolePolicy",
    "iam:DeleteRolePolicy",
    "iam:ListAttachedRolePolicies",
    "iam:PutRolePermissionsBoundary",
    "iam:DeleteRolePermissionsBoundary",
    "iam:UpdateAssumeRolePolicy",
    "iam:ListInstanceProfilesForRole",
  ]),
  ...kind("user", [
    "iam:GetUser",
    "iam:GetUserPolicy",
    "iam:PutUserPolicy",
    "iam:DeleteUserPolicy",
    "iam:ListAttachedUserPolicies",
    "iam:ListAccessKeys",
    "iam:UpdateAccessKey",
    "iam:GetLoginProfile",
    "iam:DeleteLoginProfile",
  ]),
  ...kind("principal", ["iam:SimulatePrincipalPolicy"]),
  ...kind("instance-profile", ["iam:GetInstanceProfile"]),
  ...kind(
    "our-policy",
    OUR_POLICY_PERMISSIONS.filter((action) => !/^iam:GetPolicy/.test(action)), // A role's former boundary is read too.
  ),
  ...kind("attachment", [
    "iam:AttachRolePolicy",
    "iam:DetachRolePolicy",
    "iam:AttachUserPolicy",
    "iam:DetachUserPolicy",
  ]),
};

function kind(of: ResourceKind, actions: readonly string[]): Readonly<Record<string, ResourceKind>> {
  return Object.fromEntries(actions.map((action) => [action, of]));
}

export function allow(Sid: string, Action: readonly string[], Resource: readonly string[]): Statement {
  return { Sid, Effect: "Allow", Action, Resource };
}
