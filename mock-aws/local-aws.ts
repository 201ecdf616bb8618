// The local AWS as one thing to hold: its world, its front door, and starting over.
import { type Answer, handle } from "./aws.ts";
import { bootstrap } from "./bootstrap.ts";
import { createClock, type Instant } from "./clock.ts";
import type { TrailEntry } from "./cloudtrail/trail-record.ts";
import { deliverTrailEntries } from "./events/deliver-trail.ts";
import type { WireRequest } from "./wire/http.ts";
import { closeWorld, createWorld, type World } from "./world.ts";

export type LocalAwsOptions = {
  /** Where the virtual clock starts; the machine's time unless said. */
  readonly start?: Instant;
  /** Whether time passes by itself. A still clock moves only when it is told to. */
  readonly ticking?: boolean;
  /** The same seed gives the same ids in the same order. */
  readonly seed?: number;
  /** The Regions that DescribeRegions lists; AWS's own unless said. */
  readonly regions?: readonly string[];
};

export type LocalAws = {
  world(): World;
  handle(request: WireRequest): Promise<Answer>;
  /** Back to the start: one account, one administrator, and what `onReset` puts there. */
  reset(): Promise<void>;
  onReset(furnish: () => Promise<void>): void;
  stop(): Promise<void>;
};

export function createLocalAws(options: LocalAwsOptions = {}): LocalAws {
  let world = freshWorld(options);
  let furnish = async () => {};
  const onRecord = (entries: readonly TrailEntry[]) => deliverTrailEntries(world, entries);
  return {
    world: () => world,
    handle: (request) => world.clock.during(() => handle(world, request, onRecord)),
    stop: () => closeWorld(world),
    onReset: (work) => {
      furnish = work;
    },
    reset: async () => {
      await closeWorld(world);
      world = freshWorld(options);
      await furnish();
    },
  };
}

function freshWorld({ start, ticking, seed, regions }: LocalAwsOptions): World {
  const clock = createClock({ start: start ?? Date.now(), ticking: ticking ?? false });
  const world = createWorld({
    clock,
    ...(seed === undefined ? {} : { seed }),
    ...(regions === undefined ? {} : { regions }),
  });
  bootstrap(world);
  return world;
}
