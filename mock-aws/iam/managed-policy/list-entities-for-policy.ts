// iam:ListEntitiesForPolicy — https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListEntitiesForPolicy.html
import { z } from "zod";
import { oneOf } from "../../input.ts";
import { operation } from "../../operation.ts";
import { onPolicy } from "../access.ts";
import { pathPrefix } from "../list-by-path.ts";
import { PAGE, page } from "../paging.ts";
import { findPolicy, policyArn } from "./find-policy.ts";
import { usersOf } from "./usage.ts";

const KINDS = { User: "users", Group: "groups", Role: "roles" } as const;

export const listEntitiesForPolicy = operation({
  name: "ListEntitiesForPolicy",
  readOnly: true,
  input: z.object({
    PolicyArn: policyArn,
    EntityFilter: oneOf(["User", "Role", "Group", "LocalManagedPolicy", "AWSManagedPolicy"]).optional(),
    PathPrefix: pathPrefix.optional(),
    PolicyUsageFilter: oneOf(["PermissionsPolicy", "PermissionsBoundary"]).optional(),
    ...PAGE,
  }),
  authorize: onPolicy("ListEntitiesForPolicy"),
  run(input, { world, caller: { account } }) {
    const { arn } = findPolicy(world, account, input.PolicyArn);
    const found = usersOf(world, account, ({ attached, boundary }) => {
      const asPermissions = input.PolicyUsageFilter !== "PermissionsBoundary" && attached.includes(arn);
      return asPermissions || (input.PolicyUsageFilter !== "PermissionsPolicy" && boundary === arn);
    });
    const wanted = Object.entries(KINDS).flatMap(([title, kind]) =>
      input.EntityFilter !== undefined && input.EntityFilter !== title
        ? []
        : found[kind].map((entity) => ({ title, entity })),
    );
    const under = wanted.filter(({ entity }) => entity.path.startsWith(input.PathPrefix ?? "/"));
    const { items, more } = page(under, ({ title, entity }) => `${title} ${entity.name}`, input);
    const of = (title: keyof typeof KINDS) =>
      items
        .filter((item) => item.title === title)
        .map(({ entity }) => ({ [`${title}Name`]: entity.name, [`${title}Id`]: entity.id }));
    return { PolicyUsers: of("User"), PolicyGroups: of("Group"), PolicyRoles: of("Role"), ...more };
  },
});
