// The instance profiles that hold a role.
import type { World } from "../../world.ts";
import type { InstanceProfile, Role } from "../entities.ts";
import { iam } from "../state.ts";

export function profilesOf(world: World, role: Role): readonly InstanceProfile[] {
  return [...iam(world, role.account).instanceProfiles.values()].filter((profile) => profile.role === role);
}
