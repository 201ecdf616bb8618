// Doing again what AWS throttles, or fails to do. IAM's limit is one for the whole account, and who else waits for it nobody knows.
import { isServerError, isTransientError } from "@smithy/core/retry";
import type { Aws } from "./aws.ts";
import type { Deps } from "./deps.ts";

export type Clock = Pick<Deps, "now" | "sleep" | "newId"> & Pick<Aws, "pause">;

const SHORTEST_MS = 1_000;
const LONGEST_MS = 15_000;
/** The next wait is this part of all that was waited: few calls of many who wait, and never much longer than IAM wants. */
const PART = 1 / 6;

/** Where AWS fails: as often, and about as long, as the SDK makes a call that may be repeated as it is. */
const [ATTEMPTS, FAILING_MS] = [6, 30_000];

/**
 * Does the work again for as long as it is throttled and `ms` are not over, and some times more where AWS fails. `tries`: how
 * often it was tried before.
 */
export async function patiently<T>(clock: Clock, ms: number, work: (tries: number) => Promise<T>): Promise<T> {
  const start = clock.now();
  const most = Math.max(ms, FAILING_MS);
  let [failures, failingSince] = [0, start];
  for (let tries = 0; ; tries++) {
    if (failures === 0) failingSince = clock.now(); // What was throttled before is no failure.
    try {
      return await work(tries);
    } catch (error) {
      const now = clock.now();
      const waited = now - start;
      const isNewFailure = now - failingSince < FAILING_MS && waited < most;
      if (isThrottled(error) && waited < ms) await clock.sleep(nextWait(waited, chance(clock)));
      else if (passes(error) && ++failures < ATTEMPTS && isNewFailure) await clock.pause(failures);
      else throw error;
    }
  }
}

/** `waited`: milliseconds until now. `chance`, from 0 to 1: those who were throttled together must not come again together. */
export function nextWait(waited: number, chance: number): number {
  return Math.min(Math.max(waited * PART, SHORTEST_MS), LONGEST_MS) * (0.5 + 0.5 * chance);
}

/** IAM's own code, that of most services, and that of Organizations. */
export function isThrottled(error: unknown): boolean {
  return error instanceof Error && /^(Throttling(Exception)?|TooManyRequestsException)$/.test(error.name);
}

/** What the SDK asks its errors for; any other is asked for what it does not have. */
type SdkError = Parameters<typeof isServerError>[0];

/** The call hung, its connection broke, or AWS failed: it may have been done all the same. */
export function mayHaveLanded(error: unknown): boolean {
  return error instanceof Error && (isTransientError(error as SdkError) || isServerError(error as SdkError));
}

/** Somebody else was writing at the same time: as IAM and Organizations say it, Identity Center, and Organizations once more. */
const CONFLICTS = ["ConcurrentModificationException", "ConflictException", "PolicyChangesInProgressException"];

function isConflict(error: unknown): boolean {
  return error instanceof Error && CONFLICTS.includes(error.name);
}

/** What the SDK has made again already is over with its last attempt. */
function passes(error: unknown): boolean {
  const { attempts = 1 } = (error as SdkError).$metadata ?? {};
  return attempts === 1 && (isConflict(error) || mayHaveLanded(error));
}

/** 0 to 1: an id begins with 32 random bits. */
function chance({ newId }: Clock): number {
  return Number.parseInt(newId().slice(0, 8), 16) / 2 ** 32;
}
