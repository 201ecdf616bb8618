// Issuing temporary credentials: four parts, an end, and no way to cancel them.
import type { Session, TemporaryKey } from "../credential.ts";
import { accessKeyId, secretKey, sessionToken } from "../ids.ts";
import type { World } from "../world.ts";

/** The key of a new session; it is good at once and until it expires. */
export function issue(
  world: World,
  options: { readonly account: string; readonly seconds: number; readonly session: Session; readonly mfa?: boolean },
): TemporaryKey {
  const issuedAt = Math.floor(world.clock.now() / 1000) * 1000;
  const key: TemporaryKey = {
    kind: "temporary",
    accessKeyId: accessKeyId(world.random, "ASIA", options.account),
    secretAccessKey: secretKey(world.random),
    sessionToken: sessionToken(world.random),
    account: options.account,
    issuedAt,
    expiresAt: issuedAt + options.seconds * 1000,
    mfa: options.mfa ?? false,
    session: options.session,
  };
  world.credentials.set(key.accessKeyId, key);
  return key;
}

export function showCredentials(key: TemporaryKey) {
  return {
    AccessKeyId: key.accessKeyId,
    SecretAccessKey: key.secretAccessKey,
    SessionToken: key.sessionToken,
    Expiration: new Date(key.expiresAt),
  };
}

/** Made once: making it takes far longer than all the rest of a call. */
const END = new Intl.DateTimeFormat("en-US", {
  timeZone: "UTC",
  month: "short",
  day: "numeric",
  year: "numeric",
  hour: "numeric",
  minute: "2-digit",
  second: "2-digit",
});

/** As the trail shows credentials: no secret, and the end as text such as `Jul 10, 2023, 6:30:22 PM`. */
export function trailCredentials(key: { readonly AccessKeyId: string; readonly Expiration: Date }) {
  return { accessKeyId: key.AccessKeyId, expiration: END.format(key.Expiration).replaceAll("\u202f", " ") };
}
