// How every local AWS begins: one account, one administrator with the key of AWS's own documentation.
import type { LongTermKey } from "./credential.ts";
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
  addAccount(world, HOME_ACCOUNT);
  const now = world.clock.now();
  const admin: User = {
    account: HOME_ACCOUNT,
    name: "admin",
    path: "/",
    id: uniqueId(world.random, "AIDA"),
    arn: `arn:${PARTITION}:iam::${HOME_ACCOUNT}:user/admin`,
    createdAt: now,
    exists: versioned(true, 0),
    permissions: versioned(
      { ...NO_PERMISSIONS, attached: [`arn:${PARTITION}:iam::aws:policy/AdministratorAccess`] },
      0,
    ),
    groups: versioned([], 0),
    accessKeyIds: [ADMIN_KEY.accessKeyId],
    tags: new Map(),
  };
  iam(world, HOME_ACCOUNT).users.set(admin.name, admin);
  const key: LongTermKey = {
    kind: "long-term",
    ...ADMIN_KEY,
    account: HOME_ACCOUNT,
    user: admin,
    createdAt: now,
    status: versioned("Active", 0),
  };
  world.credentials.set(key.accessKeyId, key);
}
