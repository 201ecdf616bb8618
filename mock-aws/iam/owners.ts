// The three kinds of entity on which policies hang, so that what is the same for all three is written once.
import type { z } from "zod";
import { entityName, roleName } from "../input.ts";
import type { Call } from "../operation.ts";
import type { Group, Role, User } from "./entities.ts";
import { namedInput, nameIn } from "./named-input.ts";
import { refuseUnmodifiable } from "./protected-roles.ts";
import { find, type Kind } from "./state.ts";

export type Owner = {
  /** As in the names of operations: PutUserPolicy. */
  readonly title: "User" | "Group" | "Role";
  /** The member of the input that names it. */
  readonly member: "UserName" | "GroupName" | "RoleName";
  readonly word: "user" | "group" | "role";
  readonly kind: Extract<Kind, "users" | "groups" | "roles">;
  readonly name: typeof entityName;
};

export const USER: Owner = { title: "User", member: "UserName", word: "user", kind: "users", name: entityName };
export const GROUP: Owner = { title: "Group", member: "GroupName", word: "group", kind: "groups", name: entityName };
export const ROLE: Owner = { title: "Role", member: "RoleName", word: "role", kind: "roles", name: roleName };

export const OWNERS: readonly Owner[] = [USER, GROUP, ROLE];

/** What an operation takes, and the owner's name under its member. */
export function ownerInput<Shape extends z.ZodRawShape>(owner: Owner, shape: Shape): z.ZodObject<Shape> {
  return namedInput(owner.member, owner.name, shape);
}

export function ownerName(owner: Owner, input: object): string {
  return nameIn(input, owner.member);
}

export function findOwner({ world, caller }: Call, owner: Owner, input: object): User | Group | Role {
  return find(world, caller.account, owner.kind, ownerName(owner, input));
}

/** The same for a change: AWS keeps some roles to itself. */
export function findOwnerToChange(call: Call, owner: Owner, input: object): User | Group | Role {
  const found = findOwner(call, owner, input);
  if ("trust" in found) refuseUnmodifiable(found);
  return found;
}
