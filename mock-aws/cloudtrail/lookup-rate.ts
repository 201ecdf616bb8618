// How often LookupEvents may be called: a token bucket for each account and Region, filled by the virtual clock.
import type { Instant } from "../clock.ts";
import { perWorld, type World } from "../world.ts";

type Bucket = { tokens: number; filledAt: Instant };

const buckets = perWorld<Map<string, Bucket>>(() => new Map());

/** Takes one call from the bucket; false where it is empty. */
export function takeLookup(world: World, account: string, region: string): boolean {
  const rate = world.settings.lookupRate;
  const capacity = Math.max(1, rate);
  const now = world.clock.now();
  const key = `${account} ${region}`;
  const bucket = buckets(world).get(key) ?? { tokens: capacity, filledAt: now };
  buckets(world).set(key, bucket);
  bucket.tokens = Math.min(capacity, bucket.tokens + ((now - bucket.filledAt) / 1000) * rate);
  bucket.filledAt = now;
  if (bucket.tokens < 1) return false;
  bucket.tokens--;
  return true;
}
