// How often LookupEvents may be called, in each account and Region.
import { type Bucket, takeToken } from "../token-bucket.ts";
import { perWorld, type World } from "../world.ts";

const buckets = perWorld<Map<string, Bucket>>(() => new Map());

/** Takes one call from the bucket; false where it is empty. */
export function takeLookup(world: World, account: string, region: string): boolean {
  return takeToken(buckets(world), `${account} ${region}`, world.settings.lookupRate, world.clock.now());
}
