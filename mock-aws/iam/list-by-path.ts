// Lists of users, groups, roles and instance profiles, which differ in their names only.
import { z } from "zod";
import { text } from "../input.ts";
import { type Operation, operation } from "../operation.ts";
import type { World } from "../world.ts";
import { iamArn } from "./arn.ts";
import type { Drawer } from "./drawer.ts";
import type { Group, InstanceProfile, Role, User } from "./entities.ts";
import { PAGE, pageOfDrawer } from "./paging.ts";
import { iam, KINDS } from "./state.ts";

export const pathPrefix = text({ min: 1, max: 512, pattern: /\u002F[\u0021-\u007F]*/ });

type Listed = {
  readonly users: User;
  readonly groups: Group;
  readonly roles: Role;
  readonly instanceProfiles: InstanceProfile;
};

export function listByPath<K extends keyof Listed>(
  name: string,
  kind: K,
  show: (item: Listed[K]) => unknown,
): Operation {
  const member = name.slice("List".length);
  return operation({
    name,
    readOnly: true,
    input: z.object({ PathPrefix: pathPrefix.optional(), ...PAGE }),
    authorize: ({ PathPrefix }, { caller }) => [
      { action: `iam:${name}`, resource: iamArn(caller.account, KINDS[kind].arn, PathPrefix ?? "/", "") },
    ],
    run(input, { world, caller }) {
      const prefix = input.PathPrefix ?? "/";
      const { items, more } = pageOfDrawer(
        drawerOf(world, caller.account, kind),
        ({ path }) => path.startsWith(prefix),
        input,
      );
      return { [member]: items.map(show), ...more };
    },
  });
}

function drawerOf<K extends keyof Listed>(world: World, account: string, kind: K): Drawer<Listed[K]> {
  const state: { readonly [Kind in keyof Listed]: Drawer<Listed[Kind]> } = iam(world, account);
  return state[kind];
}
