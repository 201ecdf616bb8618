// What a walk over LookupEvents takes at least: a question for each key in each Region, and one more for each further page.
import { searchHistory } from "../../mock-aws/cloudtrail/event-history.ts";
import type { World } from "../../mock-aws/world.ts";

export type Least = { readonly requests: number; readonly ms: number };

const PAGE = 50;

/**
 * `ms`: what the rate alone imposes, with whatever the bucket holds at first. A Region's questions wait for each other, those
 * of different Regions do not. That a key is known only when its parent was asked about costs no more: there are others to ask.
 */
export function leastOf(world: World, account: string, regions: readonly string[], keys: readonly string[]): Least {
  const lanes = regions.map((region) => {
    const pages = keys.map((value) => {
      const search = {
        attribute: { name: "AccessKeyId", value },
        from: 0,
        to: world.clock.now(),
        limit: 10_000,
      } as const;
      return Math.max(
        1,
        Math.ceil(searchHistory(world, account, region, { ...search, before: undefined }).length / PAGE),
      );
    });
    return pages.reduce((sum, one) => sum + one, ORIGIN);
  });
  const { lookupRate } = world.settings;
  const longest = Math.max(...lanes);
  return {
    requests: lanes.reduce((sum, one) => sum + one, 0),
    ms: ((longest - Math.max(1, lookupRate)) / lookupRate) * 1000,
  };
}

/** Where the key that the alert has named came from is a question of its own. */
const ORIGIN = 1;
