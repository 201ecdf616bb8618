// Waiting for room where IAM throttles a write: its limit is one for the whole account, and who else waits for it nobody knows.
import type { Deps } from "./deps.ts";

export type Clock = Pick<Deps, "now" | "sleep" | "newId">;

const SHORTEST_MS = 1_000;
const LONGEST_MS = 15_000;
/** The next wait is this part of all that was waited: few calls of many who wait, and never much longer than IAM wants. */
const PART = 1 / 6;

/** Does the work again for as long as it is throttled and `ms` are not over. `tries`: how often it was throttled before. */
export async function patiently<T>(clock: Clock, ms: number, work: (tries: number) => Promise<T>): Promise<T> {
  const start = clock.now();
  for (let tries = 0; ; tries++) {
    try {
      return await work(tries);
    } catch (error) {
      const waited = clock.now() - start;
      if (!isThrottled(error) || waited >= ms) throw error;
      await clock.sleep(nextWait(waited, chance(clock)));
    }
  }
}

/** `waited`: milliseconds until now. `chance`, from 0 to 1: those who were throttled together must not come again together. */
export function nextWait(waited: number, chance: number): number {
  return Math.min(Math.max(waited * PART, SHORTEST_MS), LONGEST_MS) * (0.5 + 0.5 * chance);
}

/** IAM's own code; other services say `ThrottlingException`. */
export function isThrottled(error: unknown): boolean {
  return error instanceof Error && /^Throttling(Exception)?$/.test(error.name);
}

/** 0 to 1: an id begins with 32 random bits. */
function chance({ newId }: Clock): number {
  return Number.parseInt(newId().slice(0, 8), 16) / 2 ** 32;
}
