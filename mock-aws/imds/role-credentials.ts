// The credentials of an instance's role as the metadata service has them: served until they are renewed, revoked or not.
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-metadata-security-credentials.html
import type { Instant } from "../clock.ts";
import type { TemporaryKey } from "../credential.ts";
import type { Instance } from "../ec2/instances.ts";
import type { Role } from "../iam/entities.ts";
import type { World } from "../world.ts";
import { assumeFor } from "./assume.ts";

/** "We make new credentials available at least five minutes before the expiration of the old credentials." */
const RENEWED_BEFORE_END_MS = 5 * 60_000;

/** How long EC2 waits before it tries a role again that it could not assume. */
const RETRY_MS = 5_000;

export type RoleCredentials = {
  readonly role: Role;
  readonly updatedAt: Instant;
  /** The two versions of the service deliver keys of their own, issued in one second [recorded]. */
  readonly keys: { readonly "1.0": TemporaryKey; readonly "2.0": TemporaryKey };
};

export type CredentialSource = {
  /** Undefined where EC2 cannot assume the role. */
  current(): RoleCredentials | undefined;
  /** The role of the credentials, or the one that the instance would get credentials of. */
  role(): Role | undefined;
  /** Since when things are as they are. */
  updatedAt(): Instant;
  /** Gets new ones at once: at the start of the instance and for a new association. */
  renew(): void;
  stop(): void;
};

export function credentialSource(world: World, instance: Instance): CredentialSource {
  let held: RoleCredentials | undefined;
  let triedAt = -Infinity;
  let generation = 0;

  const isLive = () => held !== undefined && held.keys["1.0"].expiresAt > world.clock.now();

  /** Where the role cannot be assumed, what is held stays until it ends. */
  function refresh() {
    const role = instance.association?.profile.role;
    triedAt = world.clock.now();
    if (!role) return;
    const first = assumeFor(world, instance, role, "1.0");
    const second = first && assumeFor(world, instance, role, "2.0");
    if (!first || !second) return;
    held = { role, updatedAt: triedAt, keys: { "1.0": first, "2.0": second } };
    const mine = ++generation;
    world.clock.at(first.expiresAt - RENEWED_BEFORE_END_MS, () => {
      if (mine === generation) refresh();
    });
  }

  return {
    current() {
      if (!isLive() && instance.association && world.clock.now() - triedAt >= RETRY_MS) refresh();
      return isLive() ? held : undefined;
    },
    role: () => (isLive() ? held?.role : undefined) ?? instance.association?.profile.role,
    updatedAt: () => held?.updatedAt ?? triedAt,
    renew() {
      held = undefined;
      generation++;
      if (instance.association) refresh();
    },
    stop() {
      held = undefined;
      generation++;
    },
  };
}
