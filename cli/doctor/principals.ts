// Every role and user of an account with its policies, in one paged call, and the quotas that hold for them.
import {
  GetAccountSummaryCommand,
  type IAMClient,
  paginateGetAccountAuthorizationDetails,
  type RoleDetail,
  type UserDetail,
} from "@aws-sdk/client-iam";

export type Quotas = {
  /** Characters of inline policies, without white space. */
  readonly roleInline: number;
  readonly userInline: number;
  /** How many managed policies go on one. */
  readonly roleAttached: number;
  readonly userAttached: number;
};

export type Principals = {
  readonly roles: readonly RoleDetail[];
  readonly users: readonly UserDetail[];
  readonly quotas: Quotas;
};

/** What it takes. */
export const PRINCIPALS_PERMISSIONS = ["iam:GetAccountAuthorizationDetails", "iam:GetAccountSummary"] as const;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const DEFAULTS = {
  RolePolicySizeQuota: 10_240,
  UserPolicySizeQuota: 2048,
  AttachedPoliciesPerRoleQuota: 10,
  AttachedPoliciesPerUserQuota: 10,
};

export async function readPrincipals(iam: IAMClient): Promise<Principals> {
  const roles: RoleDetail[] = [];
  const users: UserDetail[] = [];
  const { SummaryMap = {} } = await iam.send(new GetAccountSummaryCommand({}));
  for await (const page of paginateGetAccountAuthorizationDetails({ client: iam }, { Filter: ["Role", "User"] })) {
    roles.push(...(page.RoleDetailList ?? []));
    users.push(...(page.UserDetailList ?? []));
  }
  const quota = (name: keyof typeof DEFAULTS) => SummaryMap[name] ?? DEFAULTS[name];
  return {
    roles,
    users,
    quotas: {
      roleInline: quota("RolePolicySizeQuota"),
      userInline: quota("UserPolicySizeQuota"),
      roleAttached: quota("AttachedPoliciesPerRoleQuota"),
      userAttached: quota("AttachedPoliciesPerUserQuota"),
    },
  };
}
