// Finding what a call to the identity store names.
import { notFound } from "./define.ts";
import type { IdentityStore, Membership, Person, PersonGroup } from "./store.ts";

export function findPerson({ users }: IdentityStore, id: string): Person {
  return found(users.get(id), "USER", id);
}

export function findGroup({ groups }: IdentityStore, id: string): PersonGroup {
  return found(groups.get(id), "GROUP", id);
}

export function findMembership({ memberships }: IdentityStore, id: string): Membership {
  return found(memberships.get(id), "GROUP_MEMBERSHIP", id);
}

function found<T>(thing: T | undefined, kind: string, id: string): T {
  if (thing === undefined) throw notFound(kind, id);
  return thing;
}
