// Users, groups, roles and policies with all that hangs on them, as GetAccountAuthorizationDetails shows them.
import { current } from "../../propagation.ts";
import type { World } from "../../world.ts";
import type { Group, ManagedPolicy, Permissions, Role, User } from "../entities.ts";
import { profilesOf } from "../instance-profile/profiles-of.ts";
import { attachedPolicy } from "../managed-policy/list-attached-policies.ts";
import { showVersion } from "../managed-policy/show-version.ts";
import {
  encodePolicy,
  listInstanceProfile,
  listPolicy,
  listUser,
  newRole,
  showGroup,
  showLastUsed,
  showUser,
  type Usage,
} from "../show.ts";

function inlineDetail({ inline }: Permissions) {
  return [...inline].map(([PolicyName, { text }]) => ({ PolicyName, PolicyDocument: encodePolicy(text) }));
}

export function userDetail(user: User) {
  const permissions = current(user.permissions);
  const { PermissionsBoundary, Tags } = showUser(user);
  return {
    ...listUser(user),
    UserPolicyList: inlineDetail(permissions),
    GroupList: current(user.groups).map(({ name }) => name),
    AttachedManagedPolicies: permissions.attached.map(attachedPolicy),
    PermissionsBoundary,
    Tags: Tags ?? [],
  };
}

export function groupDetail(group: Group) {
  const permissions = current(group.permissions);
  return {
    ...showGroup(group),
    GroupPolicyList: inlineDetail(permissions),
    AttachedManagedPolicies: permissions.attached.map(attachedPolicy),
  };
}

export function roleDetail(world: World, role: Role) {
  const permissions = current(role.permissions);
  const { Tags, ...shown } = newRole(role);
  return {
    ...shown,
    InstanceProfileList: profilesOf(world, role).map(listInstanceProfile),
    RolePolicyList: inlineDetail(permissions),
    AttachedManagedPolicies: permissions.attached.map(attachedPolicy),
    Tags: Tags ?? [],
    RoleLastUsed: showLastUsed(role),
  };
}

export function policyDetail(policy: ManagedPolicy, usage: Usage) {
  return {
    ...listPolicy(policy, usage),
    Description: policy.description,
    PolicyVersionList: policy.versions.map((version) => showVersion(policy, version)),
  };
}
