// Recordings played back: things in the local AWS get the ids that a recording names, where AWS would give new ones.
import { find } from "./iam/state.ts";
import type { World } from "./world.ts";

/** The role's unique id, `AROA…`; its sessions carry it from then on. */
export function giveRoleId(world: World, account: string, roleName: string, id: string): void {
  Object.assign(find(world, account, "roles", roleName), { id });
}

/** The id of an access key that was issued; its secret and its token stay as they are. */
export function giveKeyId(world: World, issued: string, id: string): void {
  const credential = world.credentials.get(issued);
  if (!credential) throw new Error(`There is no access key ${issued} in the local AWS.`);
  world.credentials.delete(issued);
  world.credentials.set(id, { ...credential, accessKeyId: id });
}
