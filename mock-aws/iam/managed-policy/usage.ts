// Where a managed policy hangs in an account: attached, or as a permissions boundary.
import { changesSoFar, current } from "../../propagation.ts";
import { perAccount, type World } from "../../world.ts";
import type { Group, Permissions, Role, User } from "../entities.ts";
import type { Usage } from "../show.ts";
import { iam } from "../state.ts";

export type Users = {
  readonly users: readonly User[];
  readonly groups: readonly Group[];
  readonly roles: readonly Role[];
};

type UsageOf = (policyArn: string) => Usage;

/** The last count of each account, good until something changes. */
const counts = perAccount<{ at: number; usageOf: UsageOf }>(() => ({ at: -1, usageOf: () => NONE }));
const NONE: Usage = { attachments: 0, boundaries: 0 };

/** How often each managed policy is used in the account, by ARN; one walk for a whole list, and for all its pages. */
export function usages(world: World, account: string): UsageOf {
  const count = counts(world, account);
  if (count.at !== changesSoFar()) Object.assign(count, { at: changesSoFar(), usageOf: countUsages(world, account) });
  return count.usageOf;
}

function countUsages(world: World, account: string): UsageOf {
  const attachments = new Map<string, number>();
  const boundaries = new Map<string, number>();
  const add = (numbers: Map<string, number>, arn: string) => numbers.set(arn, (numbers.get(arn) ?? 0) + 1);
  const { users, groups, roles } = iam(world, account);
  for (const kind of [users, groups, roles]) {
    for (const { permissions } of kind.values()) {
      const { attached, boundary } = current(permissions);
      for (const arn of attached) add(attachments, arn);
      if (boundary !== undefined) add(boundaries, boundary);
    }
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
