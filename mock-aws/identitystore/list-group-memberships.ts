// identitystore:ListGroupMemberships — https://docs.aws.amazon.com/singlesignon/latest/IdentityStoreAPIReference/API_ListGroupMemberships.html
import { listPage } from "../page.ts";
import { define, groupArn, membershipArn, paging, resourceId } from "./define.ts";
import { findGroup } from "./find.ts";
import { showMembership } from "./show.ts";

export const listGroupMemberships = define({
  name: "ListGroupMemberships",
  readOnly: true,
  input: { GroupId: resourceId, ...paging },
  resources: ({ GroupId }) => [membershipArn("*"), groupArn(GroupId)],
  run({ GroupId, ...page }, store) {
    const { id } = findGroup(store, GroupId);
    const theirs = [...store.memberships.values()].filter(({ groupId }) => groupId === id);
    return listPage(
      "GroupMemberships",
      theirs,
      ({ id }) => id,
      (membership) => showMembership(store, membership),
      page,
    );
  },
});
