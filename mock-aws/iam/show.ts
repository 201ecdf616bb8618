// Users, roles and the rest as IAM's answers show them.
import { current } from "../propagation.ts";
import type { Group, InstanceProfile, ManagedPolicy, Role, User } from "./entities.ts";

/** Policies come URL-encoded (RFC 3986) from IAM. */
export function encodePolicy(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

export function showTags(tags: ReadonlyMap<string, string>) {
  return tags.size === 0 ? undefined : [...tags].map(([Key, Value]) => ({ Key, Value }));
}

function showBoundary(arn: string | undefined) {
  return arn === undefined ? undefined : { PermissionsBoundaryType: "Policy", PermissionsBoundaryArn: arn };
}

/** CreateRole leaves out how long sessions may last, and whether there were any [recorded]. */
export function newRole(role: Role) {
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: role.arn,
    CreateDate: new Date(role.createdAt),
    AssumeRolePolicyDocument: encodePolicy(current(role.trust).text),
    PermissionsBoundary: showBoundary(current(role.permissions).boundary),
    Tags: showTags(role.tags),
  };
}

/** Lists leave out boundary, tags and last use [recorded]. */
export function listRole(role: Role) {
  const { PermissionsBoundary, Tags, ...shown } = newRole(role);
  return { ...shown, Description: role.description, MaxSessionDuration: role.maxSessionDuration };
}

export function showRole(role: Role) {
  const { PermissionsBoundary, Tags } = newRole(role);
  return { ...listRole(role), PermissionsBoundary, Tags, RoleLastUsed: showLastUsed(role) };
}

export function showLastUsed({ lastUsed }: Role) {
  return lastUsed ? { LastUsedDate: new Date(lastUsed.at), Region: lastUsed.region } : {};
}

/** As lists show a user: without boundary and tags. */
export function listUser(user: User) {
  return { Path: user.path, UserName: user.name, UserId: user.id, Arn: user.arn, CreateDate: new Date(user.createdAt) };
}

export function showUser(user: User) {
  return {
    ...listUser(user),
    PermissionsBoundary: showBoundary(current(user.permissions).boundary),
    Tags: showTags(user.tags),
  };
}

export function showGroup(group: Group) {
  return {
    Path: group.path,
    GroupName: group.name,
    GroupId: group.id,
    Arn: group.arn,
    CreateDate: new Date(group.createdAt),
  };
}

/** As lists show a profile: without tags. */
export function listInstanceProfile(profile: InstanceProfile) {
  return {
    Path: profile.path,
    InstanceProfileName: profile.name,
    InstanceProfileId: profile.id,
    Arn: profile.arn,
    CreateDate: new Date(profile.createdAt),
    Roles: profile.role ? [listRole(profile.role)] : [],
  };
}

export function showInstanceProfile(profile: InstanceProfile) {
  return { ...listInstanceProfile(profile), Tags: showTags(profile.tags) };
}

export type Usage = { readonly attachments: number; readonly boundaries: number };

/** As lists show a policy: without description and tags. */
export function listPolicy(policy: ManagedPolicy, usage: Usage) {
  return {
    PolicyName: policy.name,
    PolicyId: policy.id,
    Arn: policy.arn,
    Path: policy.path,
    DefaultVersionId: current(policy.defaultVersion).id,
    AttachmentCount: usage.attachments,
    PermissionsBoundaryUsageCount: usage.boundaries,
    IsAttachable: true,
    CreateDate: new Date(policy.createdAt),
    UpdateDate: new Date(policy.updatedAt),
  };
}

export function showPolicy(policy: ManagedPolicy, usage: Usage) {
  return { ...listPolicy(policy, usage), Description: policy.description, Tags: showTags(policy.tags) };
}
