// One process of the function in the model: its core, and its own pace at LookupEvents, which no other process knows of.
import { type Bucket, createCore } from "./limits.ts";

export type Execution = {
  isAlive(): boolean;
  /** Lambda has ended it, with all that it was doing. */
  end(): void;
  /** Milliseconds until so much is computed. */
  work(cpuMs: number): number;
  /** False where it was not answered: not in time, or refused too often. */
  lookUp(account: number, until: number): Generator<number, boolean, void>;
};

type Options = {
  /** Of a whole one. */
  readonly core: number;
  readonly lookupMs: number;
  now(): number;
};

/** Those of lambda/trace/pace.ts and read-pages.ts. */
const PACE = 520;
const MOST_THROTTLES = 20;

/** `trail`: what each account's Region lets through. */
export function createExecution({ core: share, lookupMs, now }: Options, trail: readonly Bucket[]): Execution {
  const core = createCore(share);
  const freeAt = new Map<number, number>();
  const pace = Math.max(PACE, lookupMs); // One after the other.
  let isAlive = true;

  return {
    isAlive: () => isAlive,
    end: () => {
      isAlive = false;
    },
    work: (cpuMs) => core.work(now(), cpuMs),
    *lookUp(account, until) {
      for (let refusals = 0; refusals <= MOST_THROTTLES; refusals++) {
        const turn = Math.max(now(), freeAt.get(account) ?? 0);
        if (turn >= until) return false;
        freeAt.set(account, turn + pace);
        yield turn - now();
        if (!isAlive) return false;
        if (trail[account]?.take(now())) {
          yield lookupMs;
          return true;
        }
        freeAt.set(account, Math.max(freeAt.get(account) ?? 0, now() + 2 * PACE));
      }
      return false;
    },
  };
}
