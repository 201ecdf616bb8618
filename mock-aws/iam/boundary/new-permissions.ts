// The permissions with which a user or role begins: none, within its boundary.
import { AwsError } from "../../aws-error.ts";
import type { World } from "../../world.ts";
import { NO_PERMISSIONS, type Permissions } from "../entities.ts";
import { findAttachable } from "../managed-policy/find-policy.ts";

export function newPermissions(world: World, account: string, boundary: string | undefined): Permissions {
  return boundary === undefined ? NO_PERMISSIONS : withBoundary(world, account, NO_PERMISSIONS, boundary);
}

export function withBoundary(world: World, account: string, permissions: Permissions, boundary: string): Permissions {
  try {
    findAttachable(world, account, boundary);
  } catch (error) {
    if (!(error instanceof AwsError) || error.code !== "NoSuchEntity") throw error;
    throw new AwsError("NoSuchEntity", `Scope ARN: ${boundary} does not exist or is not attachable.`, 404);
  }
  return { ...permissions, boundary };
}
