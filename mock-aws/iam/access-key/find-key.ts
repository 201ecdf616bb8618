// The access keys of a user or of root.
import { AwsError } from "../../aws-error.ts";
import type { LongTermKey } from "../../credential.ts";
import { text } from "../../input.ts";
import { current } from "../../propagation.ts";
import type { World } from "../../world.ts";
import type { Holder } from "../entities.ts";

export const accessKeyIdInput = text({ min: 16, max: 128, pattern: /[\w]+/ });

export function keysOf(world: World, holder: Holder): readonly LongTermKey[] {
  if (holder.name === undefined) return rootKeys(world, holder.account);
  return holder.accessKeyIds.flatMap((id) => {
    const key = world.credentials.get(id);
    return key?.kind === "long-term" && current(key.status) !== "Deleted" ? [key] : [];
  });
}

/** Looked for among all: nobody keeps a list of them, and they are rarely asked for. */
function rootKeys({ credentials }: World, account: string): readonly LongTermKey[] {
  const keys: LongTermKey[] = [];
  for (const key of credentials.values()) {
    if (key.kind !== "long-term" || key.user || key.account !== account) continue;
    if (current(key.status) !== "Deleted") keys.push(key);
  }
  return keys;
}

export function findKey(world: World, holder: Holder, id: string): LongTermKey {
  const key = keysOf(world, holder).find(({ accessKeyId }) => accessKeyId === id);
  if (!key) throw new AwsError("NoSuchEntity", `The Access Key with id ${id} cannot be found.`, 404);
  return key;
}
