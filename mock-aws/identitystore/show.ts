// People, groups and memberships as the identity store's answers show them.
import type { IdentityStore, Membership, Person, PersonGroup } from "./store.ts";

const times = (instant: number) => ({ CreatedAt: new Date(instant), UpdatedAt: new Date(instant) });

export function showPerson(store: IdentityStore, { id, userName, attributes, createdAt }: Person) {
  return { IdentityStoreId: store.id, UserId: id, UserName: userName, ...attributes, ...times(createdAt) };
}

export function showGroup(store: IdentityStore, { id, displayName, description, createdAt }: PersonGroup) {
  return {
    IdentityStoreId: store.id,
    GroupId: id,
    ...(displayName === undefined ? {} : { DisplayName: displayName }),
    ...(description === undefined ? {} : { Description: description }),
    ...times(createdAt),
  };
}

export function showMembership(store: IdentityStore, { id, groupId, userId, createdAt }: Membership) {
  return {
    IdentityStoreId: store.id,
    MembershipId: id,
    GroupId: groupId,
    MemberId: { UserId: userId },
    ...times(createdAt),
  };
}
