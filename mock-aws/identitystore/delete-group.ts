// identitystore:DeleteGroup — https://docs.aws.amazon.com/singlesignon/latest/IdentityStoreAPIReference/API_DeleteGroup.html
import { define, groupArn, resourceId } from "./define.ts";
import { findGroup } from "./find.ts";

export const deleteGroup = define({
  name: "DeleteGroup",
  readOnly: false,
  input: { GroupId: resourceId },
  resources: ({ GroupId }) => [groupArn(GroupId)],
  run({ GroupId }, store) {
    const { id } = findGroup(store, GroupId);
    store.groups.delete(id);
    for (const membership of store.memberships.values())
      if (membership.groupId === id) store.memberships.delete(membership.id);
    return {};
  },
});
