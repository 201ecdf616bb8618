// identitystore:CreateGroupMembership — https://docs.aws.amazon.com/singlesignon/latest/IdentityStoreAPIReference/API_CreateGroupMembership.html
import { uuid } from "../ids.ts";
import { define, duplicate, groupArn, memberId, membershipArn, resourceId, userArn } from "./define.ts";
import { findGroup, findPerson } from "./find.ts";
import { isMember } from "./store.ts";

export const createGroupMembership = define({
  name: "CreateGroupMembership",
  readOnly: false,
  input: { GroupId: resourceId, MemberId: memberId },
  resources: ({ GroupId, MemberId }) => [membershipArn("*"), groupArn(GroupId), userArn(MemberId.UserId)],
  run({ GroupId, MemberId: { UserId } }, store, { world, now }) {
    findGroup(store, GroupId);
    findPerson(store, UserId);
    if (isMember(store, GroupId, UserId)) throw duplicate("GroupMembership");
    const id = uuid(world.random);
    store.memberships.set(id, { id, groupId: GroupId, userId: UserId, createdAt: now });
    return { MembershipId: id, IdentityStoreId: store.id };
  },
});
