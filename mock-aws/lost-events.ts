// Events that reached nobody: AWS drops them without a word; the local AWS keeps a note of each.
import type { Instant } from "./clock.ts";
import { perWorld, type World } from "./world.ts";

export type LostEvent = {
  readonly at: Instant;
  /** The ARN of the rule, function or topic that could not pass it on. */
  readonly by: string;
  /** The ARN of what it was for. */
  readonly target: string;
  readonly reason: string;
  readonly event: unknown;
};

const lost = perWorld<LostEvent[]>(() => []);

export function loseEvent(world: World, event: Omit<LostEvent, "at">): void {
  lost(world).push({ at: world.clock.now(), ...event });
}

/** Oldest first. */
export function lostEvents(world: World): readonly LostEvent[] {
  return lost(world);
}
