// iam:ListPolicies — https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicies.html
import { z } from "zod";
import { bool, oneOf } from "../../input.ts";
import { operation } from "../../operation.ts";
import { onAccount } from "../access.ts";
import { awsManagedPolicies } from "../aws-managed.ts";
import { pathPrefix } from "../list-by-path.ts";
import { PAGE, page } from "../paging.ts";
import { listPolicy } from "../show.ts";
import { iam } from "../state.ts";
import { usages } from "./usage.ts";

export const listPolicies = operation({
  name: "ListPolicies",
  readOnly: true,
  input: z.object({
    Scope: oneOf(["All", "AWS", "Local"]).default("All"),
    OnlyAttached: bool().default(false),
    PathPrefix: pathPrefix.optional(),
    PolicyUsageFilter: oneOf(["PermissionsPolicy", "PermissionsBoundary"]).optional(),
    ...PAGE,
  }),
  authorize: onAccount("ListPolicies"),
  run(input, { world, caller: { account } }) {
    const usageOf = usages(world, account);
    const own = input.Scope === "AWS" ? [] : iam(world, account).policies.values();
    const aws = input.Scope === "Local" ? [] : awsManagedPolicies(world).values();
    const wanted = [...own, ...aws].filter(({ arn, path }) => {
      const { attachments, boundaries } = usageOf(arn);
      if (input.PolicyUsageFilter === "PermissionsPolicy" && attachments === 0) return false;
      if (input.PolicyUsageFilter === "PermissionsBoundary" && boundaries === 0) return false;
      return path.startsWith(input.PathPrefix ?? "/") && (!input.OnlyAttached || attachments > 0);
    });
    const { items, more } = page(wanted, ({ arn }) => arn, input);
    return { Policies: items.map((policy) => listPolicy(policy, usageOf(policy.arn))), ...more };
  },
});
