// A role as it begins, whoever makes it.
import { uniqueId } from "../../ids.ts";
import type { PolicyDocument } from "../../policy/statement.ts";
import { versioned } from "../../propagation.ts";
import type { World } from "../../world.ts";
import { iamArn } from "../arn.ts";
import type { Permissions, Role } from "../entities.ts";
import { iam, refuseTaken } from "../state.ts";

export type RoleWish = {
  readonly account: string;
  readonly name: string;
  readonly path: string;
  readonly trust: PolicyDocument;
  readonly permissions: Permissions;
  readonly tags: Map<string, string>;
  readonly maxSessionDuration: number;
  readonly description: string | undefined;
};

/** Throws EntityAlreadyExists where the name is taken. */
export function addRole(world: World, wish: RoleWish): Role {
  const { account, name, path, trust, permissions, tags, maxSessionDuration, description } = wish;
  refuseTaken(world, account, "roles", name);
  const now = world.clock.now();
  const role: Role = {
    account,
    name,
    path,
    id: uniqueId(world.random, "AROA"),
    arn: iamArn(account, "role", path, name),
    createdAt: now,
    exists: versioned(true, now),
    trust: versioned(trust, now),
    permissions: versioned(permissions, now),
    tags,
    maxSessionDuration,
    ...(description === undefined ? {} : { description }),
  };
  iam(world, account).roles.set(name.toLowerCase(), role);
  return role;
}
