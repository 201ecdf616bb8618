// identitystore:GetGroupMembershipId — https://docs.aws.amazon.com/singlesignon/latest/IdentityStoreAPIReference/API_GetGroupMembershipId.html
import { define, groupArn, memberId, membershipArn, notFound, resourceId, userArn } from "./define.ts";

export const getGroupMembershipId = define({
  name: "GetGroupMembershipId",
  readOnly: true,
  input: { GroupId: resourceId, MemberId: memberId },
  resources: ({ GroupId, MemberId }) => [membershipArn("*"), groupArn(GroupId), userArn(MemberId.UserId)],
  run({ GroupId, MemberId: { UserId } }, store) {
    const found = [...store.memberships.values()].find(
      ({ groupId, userId }) => groupId === GroupId && userId === UserId,
    );
    if (!found) throw notFound("GROUP_MEMBERSHIP", UserId);
    return { MembershipId: found.id, IdentityStoreId: store.id };
  },
});
