// GetSessionToken and GetFederationToken are for long-term keys alone, and root's last an hour at most.
import { AwsError } from "../aws-error.ts";
import type { LongTermKey } from "../credential.ts";
import { integer } from "../input.ts";
import type { Call } from "../operation.ts";

const LONGEST = 129_600;
const DEFAULT = 43_200;
const ROOT_LONGEST = 3_600;

export const tokenDuration = integer(900, LONGEST).optional();

export function longTermCaller({ caller: { credential } }: Call, operation: string): LongTermKey {
  if (credential.kind === "long-term") return credential;
  throw new AwsError("AccessDenied", `Cannot call ${operation} with session credentials`, 403);
}

/** Seconds; what root asks for beyond its limit is cut, not refused. */
export function tokenSeconds(key: LongTermKey, wish: number | undefined): number {
  const seconds = wish ?? DEFAULT;
  return key.user ? seconds : Math.min(seconds, ROOT_LONGEST);
}
