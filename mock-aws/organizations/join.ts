// An account that somebody else opened becomes a member.
import type { TagWish } from "../iam/tags.ts";
import { versioned } from "../propagation.ts";
import type { World } from "../world.ts";
import { accountFacts } from "./account-facts.ts";
import { equip } from "./attach.ts";
import { organization } from "./organization.ts";
import { setTags } from "./tags.ts";

/** It has no OrganizationAccountAccessRole: "you must create it manually" in an account that was invited. */
export function join(world: World, id: string, tags: TagWish): void {
  const org = organization(world);
  const joinedAt = world.clock.now();
  const { name, email } = accountFacts(world, id);
  const parent = versioned(org.root.id, joinedAt);
  org.members.set(id, { id, name, email, joinedAt, parent, invited: true });
  equip(world, id);
  setTags(org, id, tags);
}
