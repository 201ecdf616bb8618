// The permissions that operations on what hangs on a user, group or role take.
import type { Access, Call } from "../operation.ts";
import { accessTo, boundaryOf } from "./access.ts";
import { type Owner, ownerName } from "./owners.ts";
import { lookUp } from "./state.ts";

export function onOwner(call: Call, action: string, owner: Owner, input: object): readonly Access[] {
  return [accessTo(call, action, owner.kind, ownerName(owner, input))];
}

/** Changes to what a user or role may do can be limited to those who have a certain boundary. */
export function onOwnerToChange(
  call: Call,
  action: string,
  owner: Owner,
  input: object,
  context: NonNullable<Access["context"]> = {},
): readonly Access[] {
  const name = ownerName(owner, input);
  if (owner.kind === "groups") return [accessTo(call, action, "groups", name, context)];
  const bounded = lookUp(call.world, call.caller.account, owner.kind, name);
  return [accessTo(call, action, owner.kind, name, { ...boundaryOf(bounded), ...context })];
}
