// What a call on the trail says about a deny: refused by policy, let through, or beyond any policy's reach.
import type { CallOutcome } from "./evidence.ts";

/**
 * Calls that AWS answers whatever policies say: their success does not mean that a deny fails.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
const UNSTOPPABLE: readonly string[] = ["sts:GetCallerIdentity"];

/** Refusals by policy, as the trail names them. */
const DENIED =
  /^(AccessDenied|AccessDeniedException|UnauthorizedOperation|Client\.UnauthorizedOperation|Client\.UnauthorizedAccess)$/;

/** AWS refuses these before it looks at policies: they show neither that the deny works nor that it does not. */
const BEFORE_POLICIES =
  /^(Throttl|Client\.RequestLimitExceeded|RequestLimitExceeded|TooManyRequests|SlowDown|ExpiredToken|InvalidClientTokenId|Client\.AuthFailure|AuthFailure|ServiceUnavailable|InternalFailure|ServiceFailure|InternalError)/;

/** `iam.amazonaws.com` and `GetUser` as `iam:GetUser`. */
export function callName(source: string, name: string): string {
  return `${source.replace(/\.amazonaws\.com(\.cn)?$/, "")}:${name}`;
}

/** Any other error came after the policies had let the call in: `NoSuchBucket` is an answer to somebody who may ask. */
export function outcomeOf(call: string, errorCode: string | undefined): CallOutcome {
  if (UNSTOPPABLE.includes(call)) return "unstoppable";
  if (errorCode === undefined) return "allowed";
  if (DENIED.test(errorCode)) return "denied";
  return BEFORE_POLICIES.test(errorCode) ? "uncounted" : "allowed";
}
