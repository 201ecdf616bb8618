// Renaming and moving: a user or group keeps its id and what hangs on it, and gets another ARN.
import type { Access, Call } from "../operation.ts";
import type { World } from "../world.ts";
import { accessTo } from "./access.ts";
import { iamArn } from "./arn.ts";
import type { Drawer } from "./drawer.ts";
import type { Entity } from "./entities.ts";
import { iam, KINDS, lookUp, refuseTaken } from "./state.ts";

type Movable = "users" | "groups";
type Wish = { readonly path: string | undefined; readonly name: string | undefined };

/** Allowed are both the old place and the new one: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_users_rename.html */
export function onRenamed(call: Call, action: string, kind: Movable, name: string, wish: Wish): readonly Access[] {
  const old = lookUp(call.world, call.caller.account, kind, name);
  const from = accessTo(call, action, kind, name);
  const to = iamArn(call.caller.account, KINDS[kind].arn, wish.path ?? old?.path ?? "/", wish.name ?? name);
  return to === from.resource ? [from] : [from, { ...from, resource: to }];
}

export function rename(world: World, kind: Movable, entity: Entity, wish: Wish): void {
  const name = wish.name ?? entity.name;
  const drawer: Drawer<Entity> = iam(world, entity.account)[kind];
  if (name.toLowerCase() !== entity.name.toLowerCase()) refuseTaken(world, entity.account, kind, name);
  drawer.delete(entity.name.toLowerCase());
  entity.name = name;
  entity.path = wish.path ?? entity.path;
  entity.arn = iamArn(entity.account, KINDS[kind].arn, entity.path, name);
  drawer.set(name.toLowerCase(), entity);
}
