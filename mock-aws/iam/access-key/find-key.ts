// A user's access key by its id.
import { AwsError } from "../../aws-error.ts";
import type { LongTermKey } from "../../credential.ts";
import { text } from "../../input.ts";
import { current } from "../../propagation.ts";
import type { World } from "../../world.ts";
import type { User } from "../entities.ts";

export const accessKeyIdInput = text({ min: 16, max: 128, pattern: /[\w]+/ });

export function keysOf(world: World, user: User): readonly LongTermKey[] {
  return user.accessKeyIds.flatMap((id) => {
    const key = world.credentials.get(id);
    return key?.kind === "long-term" && current(key.status) !== "Deleted" ? [key] : [];
  });
}

export function findKey(world: World, user: User, id: string): LongTermKey {
  const key = keysOf(world, user).find(({ accessKeyId }) => accessKeyId === id);
  if (!key) throw new AwsError("NoSuchEntity", `The Access Key with id ${id} cannot be found.`, 404);
  return key;
}
