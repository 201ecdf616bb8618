// identitystore:DeleteGroupMembership — https://docs.aws.amazon.com/singlesignon/latest/IdentityStoreAPIReference/API_DeleteGroupMembership.html
import { define, membershipArn, resourceId } from "./define.ts";
import { findMembership } from "./find.ts";

export const deleteGroupMembership = define({
  name: "DeleteGroupMembership",
  readOnly: false,
  input: { MembershipId: resourceId },
  resources: ({ MembershipId }) => [membershipArn(MembershipId)],
  run({ MembershipId }, store) {
    store.memberships.delete(findMembership(store, MembershipId).id);
    return {};
  },
});
