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

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** As the trail shows credentials: no secret, and the end as text such as `Jul 10, 2023, 6:30:22 PM`. */
export function trailCredentials(key: { readonly AccessKeyId: string; readonly Expiration: Date }) {
  return { accessKeyId: key.AccessKeyId, expiration: american(key.Expiration) };
}

/** Written by hand: Intl takes longer for it than it takes to issue the credentials. */
function american(time: Date): string {
  const [hour, two] = [time.getUTCHours(), (part: number) => String(part).padStart(2, "0")];
  const clock = `${hour % 12 || 12}:${two(time.getUTCMinutes())}:${two(time.getUTCSeconds())}`;
  const day = `${MONTHS[time.getUTCMonth()]} ${time.getUTCDate()}, ${time.getUTCFullYear()}`;
  return `${day}, ${clock} ${hour < 12 ? "AM" : "PM"}`;
}
