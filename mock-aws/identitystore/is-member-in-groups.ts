// identitystore:IsMemberInGroups — https://docs.aws.amazon.com/singlesignon/latest/IdentityStoreAPIReference/API_IsMemberInGroups.html
import { z } from "zod";
import { define, groupArn, memberId, membershipArn, resourceId, userArn } from "./define.ts";
import { findGroup, findPerson } from "./find.ts";
import { isMember } from "./store.ts";

export const isMemberInGroups = define({
  name: "IsMemberInGroups",
  readOnly: true,
  input: { MemberId: memberId, GroupIds: z.array(resourceId).min(1).max(100) },
  resources: ({ MemberId, GroupIds }) => [membershipArn("*"), userArn(MemberId.UserId), ...GroupIds.map(groupArn)],
  run({ MemberId, GroupIds }, store) {
    const { id } = findPerson(store, MemberId.UserId);
    const Results = GroupIds.map((GroupId) => ({
      GroupId,
      MemberId,
      MembershipExists: isMember(store, findGroup(store, GroupId).id, id),
    }));
    return { Results };
  },
});
