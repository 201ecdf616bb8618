// Where a managed policy hangs in an account: attached, or as a permissions boundary.
import { current } from "../../propagation.ts";
import type { World } from "../../world.ts";
import type { Group, Permissions, Role, User } from "../entities.ts";
import type { Usage } from "../show.ts";
import { iam } from "../state.ts";

export type Users = {
  readonly users: readonly User[];
  readonly groups: readonly Group[];
  readonly roles: readonly Role[];
};

/** How often each managed policy is used in the account, by ARN; one walk for a whole list. */
export function usages(world: World, account: string): (policyArn: string) => Usage {
  const attachments = new Map<string, number>();
  const boundaries = new Map<string, number>();
  const add = (counts: Map<string, number>, arn: string) => counts.set(arn, (counts.get(arn) ?? 0) + 1);
  const { users, groups, roles } = iam(world, account);
  for (const { permissions } of [...users.values(), ...groups.values(), ...roles.values()]) {
    const { attached, boundary } = current(permissions);
    for (const arn of attached) add(attachments, arn);
    if (boundary !== undefined) add(boundaries, boundary);
  }
  return (arn) => ({ attachments: attachments.get(arn) ?? 0, boundaries: boundaries.get(arn) ?? 0 });
}

/** Those of the account for whom `uses` holds. */
export function usersOf(world: World, account: string, uses: (permissions: Permissions) => boolean): Users {
  const { users, groups, roles } = iam(world, account);
  const isUser = ({ permissions }: Pick<Group, "permissions">) => uses(current(permissions));
  return {
    users: [...users.values()].filter(isUser),
    groups: [...groups.values()].filter(isUser),
    roles: [...roles.values()].filter(isUser),
  };
}
