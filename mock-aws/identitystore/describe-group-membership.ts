// identitystore:DescribeGroupMembership — https://docs.aws.amazon.com/singlesignon/latest/IdentityStoreAPIReference/API_DescribeGroupMembership.html
import { define, membershipArn, resourceId } from "./define.ts";
import { findMembership } from "./find.ts";
import { showMembership } from "./show.ts";

export const describeGroupMembership = define({
  name: "DescribeGroupMembership",
  readOnly: true,
  input: { MembershipId: resourceId },
  resources: ({ MembershipId }) => [membershipArn(MembershipId)],
  run: ({ MembershipId }, store) => showMembership(store, findMembership(store, MembershipId)),
});
