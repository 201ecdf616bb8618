// The policies that apply to a caller right now, as far as changes have reached the places that enforce them.
import type { Caller } from "../caller.ts";
import type { Instant } from "../clock.ts";
import type { PolicySource, PolicySourceKind } from "../policy/policies.ts";
import { enforced, type Versioned } from "../propagation.ts";
import type { World } from "../world.ts";
import type { Group, Permissions, Role, User } from "./entities.ts";
import { enforcedPolicy } from "./managed-policy/find-policy.ts";

export type IdentityPolicies = {
  readonly identity: readonly PolicySource[];
  readonly boundary?: PolicySource;
  readonly session?: readonly PolicySource[];
};

/** Root has no identity policies of its own: it may do all. */
const ROOT_MAY_DO_ALL = "arn:aws:iam::aws:policy/AdministratorAccess";

export function policiesOfCaller(world: World, { credential }: Caller, asOf: Instant): IdentityPolicies {
  if (credential.kind === "none") return { identity: [] };
  if (credential.kind === "temporary" && credential.session.type === "role") {
    const { role, policies } = credential.session;
    return { ...policiesOfRole(world, role, asOf), ...(policies ? { session: policies } : {}) };
  }
  const user =
    credential.kind === "temporary" && credential.session.type !== "role"
      ? credential.session.user
      : "user" in credential
        ? credential.user
        : undefined;
  const own = user ? policiesOfUser(world, user, asOf) : { identity: managedSource(world, ROOT_MAY_DO_ALL, asOf) };
  if (credential.kind === "long-term" || credential.session.type === "role") return own;
  const { session } = credential;
  if (session.type === "federated") return { ...own, session: session.policies };
  return session.task ? { identity: [...own.identity, session.task.policy] } : own;
}

export function policiesOfRole(world: World, role: Role, asOf: Instant): IdentityPolicies {
  return sources(world, role.permissions, `role_${role.name}_`, "role", asOf);
}

export function policiesOfUser(world: World, user: User, asOf: Instant): IdentityPolicies {
  const own = sources(world, user.permissions, `user_${user.name}_`, "user", asOf);
  const groups = enforced(user.groups, asOf) ?? [];
  const theirs = groups.flatMap((group) => policiesOfGroup(world, group, asOf).identity);
  return { ...own, identity: [...own.identity, ...theirs] };
}

export function policiesOfGroup(world: World, group: Group, asOf: Instant): IdentityPolicies {
  return sources(world, group.permissions, `group_${group.name}_`, "group", asOf);
}

function sources(
  world: World,
  versions: Versioned<Permissions>,
  prefix: string,
  kind: PolicySourceKind,
  asOf: Instant,
): IdentityPolicies {
  const permissions = enforced(versions, asOf);
  if (!permissions) return { identity: [] };
  const inline = [...permissions.inline].map(
    ([name, document]): PolicySource => ({ id: prefix + name, kind, document }),
  );
  const attached = permissions.attached.flatMap((arn) => managedSource(world, arn, asOf));
  const [boundary] = permissions.boundary === undefined ? [] : managedSource(world, permissions.boundary, asOf);
  return { identity: [...inline, ...attached], ...(boundary ? { boundary: { ...boundary, kind: "boundary" } } : {}) };
}

function managedSource(world: World, arn: string, asOf: Instant): readonly PolicySource[] {
  const found = enforcedPolicy(world, arn, asOf);
  if (!found) return [];
  const { policy, document } = found;
  return [{ id: policy.name, kind: policy.account === "aws" ? "aws-managed" : "user-managed", document }];
}
