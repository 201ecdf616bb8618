// How every local AWS begins: one account, one administrator with the key of AWS's own documentation.
import type { LongTermKey } from "./credential.ts";
import { iamArn } from "./iam/arn.ts";
import type { User } from "./iam/entities.ts";
import { NO_PERMISSIONS } from "./iam/entities.ts";
import { iam } from "./iam/state.ts";
import { uniqueId } from "./ids.ts";
import { versioned } from "./propagation.ts";
import { addAccount, HOME_ACCOUNT, PARTITION, type World } from "./world.ts";

/** AWS's documented example key: a secret to nobody. */
export const ADMIN_KEY = {
  accessKeyId: "AKIAIOSFODNN7EXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
} as const;

export function bootstrap(world: World): void {
  foundAccount(world, HOME_ACCOUNT, ADMIN_KEY);
}

/** A new account with one user, `admin`, who may do everything in it and holds this key. */
export function foundAccount(
  world: World,
  account: string,
  adminKey: { readonly accessKeyId: string; readonly secretAccessKey: string },
): void {
  addAccount(world, account);
  const now = world.clock.now();
  const admin: User = {
    account,
    name: "admin",
    path: "/",
    id: uniqueId(world.random, "AIDA"),
    arn: iamArn(account, "user", "/", "admin"),
    createdAt: now,
    exists: versioned(true, 0),
    permissions: versioned({ ...NO_PERMISSIONS, attached: [ADMINISTRATOR_ACCESS] }, 0),
    groups: versioned([], 0),
    accessKeyIds: [adminKey.accessKeyId],
    tags: new Map(),
  };
  iam(world, account).users.set(admin.name, admin);
  const key: LongTermKey = {
    kind: "long-term",
    ...adminKey,
    account,
    user: admin,
    createdAt: now,
    status: versioned("Active", 0),
  };
  world.credentials.set(key.accessKeyId, key);
}

const ADMINISTRATOR_ACCESS = `arn:${PARTITION}:iam::aws:policy/AdministratorAccess`;
