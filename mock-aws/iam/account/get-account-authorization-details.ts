// iam:GetAccountAuthorizationDetails — https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
import { z } from "zod";
import { list, oneOf } from "../../input.ts";
import { type Call, operation } from "../../operation.ts";
import { onAccount } from "../access.ts";
import { awsManagedPolicies } from "../aws-managed.ts";
import { usages } from "../managed-policy/usage.ts";
import { PAGE, page } from "../paging.ts";
import { iam } from "../state.ts";
import { groupDetail, policyDetail, roleDetail, userDetail } from "./details.ts";

const KINDS = ["User", "Role", "Group", "LocalManagedPolicy", "AWSManagedPolicy"] as const;
type DetailKind = (typeof KINDS)[number];

/** `key` orders the one sequence that is paged through all kinds. */
type Detail = { readonly kind: DetailKind; readonly key: string; show(): unknown };

export const getAccountAuthorizationDetails = operation({
  name: "GetAccountAuthorizationDetails",
  readOnly: true,
  input: z.object({ Filter: list(oneOf(KINDS)).optional(), ...PAGE }),
  authorize: onAccount("GetAccountAuthorizationDetails"),
  run(input, call) {
    const wanted = new Set(input.Filter?.length ? input.Filter : KINDS);
    const { items, more } = page(
      details(call).filter(({ kind }) => wanted.has(kind)),
      ({ key }) => key,
      input,
    );
    const of = (...kinds: DetailKind[]) => items.filter(({ kind }) => kinds.includes(kind)).map((item) => item.show());
    return {
      UserDetailList: of("User"),
      GroupDetailList: of("Group"),
      RoleDetailList: of("Role"),
      Policies: of("LocalManagedPolicy", "AWSManagedPolicy"),
      ...more,
    };
  },
});

/** Of AWS's own policies only those that are attached. */
function details({ world, caller: { account } }: Call): Detail[] {
  const { users, groups, roles, policies } = iam(world, account);
  const usageOf = usages(world, account);
  const attached = [...awsManagedPolicies(world).values()].filter(({ arn }) => usageOf(arn).attachments > 0);
  const detail = <T extends { readonly arn: string }>(
    kind: DetailKind,
    items: Iterable<T>,
    show: (item: T) => unknown,
  ): Detail[] =>
    [...items].map((item) => ({ kind, key: `${KINDS.indexOf(kind)} ${item.arn}`, show: () => show(item) }));
  return [
    ...detail("User", users.values(), userDetail),
    ...detail("Role", roles.values(), (role) => roleDetail(world, role)),
    ...detail("Group", groups.values(), groupDetail),
    ...detail("LocalManagedPolicy", policies.values(), (policy) => policyDetail(policy, usageOf(policy.arn))),
    ...detail("AWSManagedPolicy", attached, (policy) => policyDetail(policy, usageOf(policy.arn))),
  ];
}
