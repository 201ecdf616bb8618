// A token bucket, filled by the virtual clock: how AWS limits calls. It holds what a second brings, one call at least.
import type { Instant } from "./clock.ts";

export type Bucket = { tokens: number; filledAt: Instant };

/** `rate`: calls a second. Takes one call from the bucket under the key; false where it is empty. */
export function takeToken(buckets: Map<string, Bucket>, key: string, rate: number, now: Instant): boolean {
  const capacity = Math.max(1, rate);
  const bucket = buckets.get(key) ?? { tokens: capacity, filledAt: now };
  buckets.set(key, bucket);
  bucket.tokens = Math.min(capacity, bucket.tokens + ((now - bucket.filledAt) / 1000) * rate);
  bucket.filledAt = now;
  if (bucket.tokens < 1) return false;
  bucket.tokens--;
  return true;
}
