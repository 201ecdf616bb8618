// identitystore:ListGroupMembershipsForMember — https://docs.aws.amazon.com/singlesignon/latest/IdentityStoreAPIReference/API_ListGroupMembershipsForMember.html
import { listPage } from "../page.ts";
import { define, memberId, membershipArn, paging, userArn } from "./define.ts";
import { findPerson } from "./find.ts";
import { showMembership } from "./show.ts";

export const listGroupMembershipsForMember = define({
  name: "ListGroupMembershipsForMember",
  readOnly: true,
  input: { MemberId: memberId, ...paging },
  resources: ({ MemberId }) => [membershipArn("*"), userArn(MemberId.UserId)],
  run({ MemberId, ...page }, store) {
    const { id } = findPerson(store, MemberId.UserId);
    const theirs = [...store.memberships.values()].filter(({ userId }) => userId === id);
    return listPage(
      "GroupMemberships",
      theirs,
      ({ id }) => id,
      (membership) => showMembership(store, membership),
      page,
    );
  },
});
