// The identity store of IAM Identity Center: every operation that the local AWS has of it.
import type { Service } from "../operation.ts";
import { jsonProtocol } from "../wire/json.ts";
import { createGroup } from "./create-group.ts";
import { createGroupMembership } from "./create-group-membership.ts";
import { createUser } from "./create-user.ts";
import { deleteGroup } from "./delete-group.ts";
import { deleteGroupMembership } from "./delete-group-membership.ts";
import { deleteUser } from "./delete-user.ts";
import { describeGroup } from "./describe-group.ts";
import { describeGroupMembership } from "./describe-group-membership.ts";
import { describeUser } from "./describe-user.ts";
import { getGroupMembershipId } from "./get-group-membership-id.ts";
import { getId } from "./get-id.ts";
import { isMemberInGroups } from "./is-member-in-groups.ts";
import { listGroupMemberships } from "./list-group-memberships.ts";
import { listGroupMembershipsForMember } from "./list-group-memberships-for-member.ts";
import { listGroups } from "./list-groups.ts";
import { listUsers } from "./list-users.ts";

export const IDENTITY_STORE: Service = {
  name: "identitystore",
  eventSource: "identitystore.amazonaws.com",
  api: "AWSIdentityStore",
  protocol: jsonProtocol("1.1"),
  operations: [
    createGroup,
    createGroupMembership,
    createUser,
    deleteGroup,
    deleteGroupMembership,
    deleteUser,
    describeGroup,
    describeGroupMembership,
    describeUser,
    getGroupMembershipId,
    ...getId,
    isMemberInGroups,
    listGroupMemberships,
    listGroupMembershipsForMember,
    listGroups,
    listUsers,
  ],
};
