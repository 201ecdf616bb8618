// Roles and users alike: what is inline on them, what is attached, and whether anybody but AWS may change them.
import type { PolicyDetail } from "@aws-sdk/client-iam";
import type { Principals } from "./principals.ts";

export type Owner = {
  readonly kind: "role" | "user";
  readonly name: string;
  readonly arn: string;
  /** `the role app` */
  readonly called: string;
  /** The texts of its inline policies, by name. */
  readonly inline: ReadonlyMap<string, string>;
  readonly inlineQuota: number;
  readonly attached: number;
  readonly attachedQuota: number;
  readonly isEditable: boolean;
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html: paths that AWS keeps for itself. */
const RESERVED = /^\/aws-(service-role|reserved)\//;

export function ownersOf({ roles, users, quotas }: Principals): readonly Owner[] {
  return [
    ...roles.map(({ RoleName: name = "", Arn: arn = "", Path = "/", ...role }): Owner => {
      return {
        kind: "role",
        name,
        arn,
        called: `the role ${name}`,
        inline: textsOf(role.RolePolicyList),
        inlineQuota: quotas.roleInline,
        attached: role.AttachedManagedPolicies?.length ?? 0,
        attachedQuota: quotas.roleAttached,
        isEditable: !RESERVED.test(Path),
      };
    }),
    ...users.map(({ UserName: name = "", Arn: arn = "", ...user }): Owner => {
      return {
        kind: "user",
        name,
        arn,
        called: `the user ${name}`,
        inline: textsOf(user.UserPolicyList),
        inlineQuota: quotas.userInline,
        attached: user.AttachedManagedPolicies?.length ?? 0,
        attachedQuota: quotas.userAttached,
        isEditable: true,
      };
    }),
  ];
}

/** IAM gives them URL-encoded. */
function textsOf(policies: readonly PolicyDetail[] = []): ReadonlyMap<string, string> {
  return new Map(
    policies.map(({ PolicyName = "", PolicyDocument = "" }) => [PolicyName, decodeURIComponent(PolicyDocument)]),
  );
}
