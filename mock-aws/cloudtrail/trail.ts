// The trail: every recorded call of every account and Region, and the event history that grows from it.
import type { World } from "../world.ts";
import { addToHistory } from "./event-history.ts";
import { keepLine, linesOf, readLine } from "./lines.ts";
import type { TrailEntry, TrailRecord } from "./trail-record.ts";

export function appendToTrail(world: World, record: TrailRecord): TrailEntry {
  const entry = keepLine(linesOf(world), record, world.clock.now() + world.settings.trailDelay);
  if (record.managementEvent) addToHistory(world, entry);
  return entry;
}

export function wholeTrail(world: World): readonly TrailEntry[] {
  const lines = linesOf(world);
  return Array.from({ length: lines.tails.size }, (_, sequence) => readLine(lines, sequence));
}
