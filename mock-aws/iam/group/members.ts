// Who is in a group.
import { current } from "../../propagation.ts";
import type { World } from "../../world.ts";
import type { Group, User } from "../entities.ts";
import { iam } from "../state.ts";

export function membersOf(world: World, group: Group): readonly User[] {
  return [...iam(world, group.account).users.values()].filter((user) => current(user.groups).includes(group));
}
