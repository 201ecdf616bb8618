// The trail: every recorded call of every account and Region, and the event history that grows from it.
import { perWorld, type World } from "../world.ts";
import { addToHistory } from "./event-history.ts";
import type { TrailEntry, TrailRecord } from "./trail-record.ts";

const trail = perWorld<TrailEntry[]>(() => []);

export function appendToTrail(world: World, record: TrailRecord): TrailEntry {
  const all = trail(world);
  const at = world.clock.now();
  const entry: TrailEntry = {
    record,
    at,
    visibleAt: at + world.settings.trailDelay,
    time: Date.parse(record.eventTime),
    sequence: all.length,
  };
  all.push(entry);
  if (record.managementEvent) addToHistory(world, entry);
  return entry;
}

export function wholeTrail(world: World): readonly TrailEntry[] {
  return trail(world);
}
