// What somebody does over the hours: a generator that yields how many seconds it waits, played by the virtual clock.
import type { Clock, Instant } from "../mock-aws/clock.ts";

/** Yields seconds. Between two waits nothing else moves: a run is the same each time. */
export type Program = AsyncGenerator<number, void, void>;

export type Player = {
  /** From now on, until it ends by itself or the horizon comes. */
  start(program: Program): void;
  /** Throws what the first program that failed has thrown. */
  check(): void;
};

export function createPlayer(clock: Clock, horizon: Instant): Player {
  const failures: unknown[] = [];

  async function step(program: Program): Promise<void> {
    try {
      const { value, done } = await program.next();
      if (done) return;
      const next = clock.now() + Math.max(1, Math.round(value * 1000));
      if (next < horizon) clock.at(next, () => step(program));
    } catch (error) {
      failures.push(error);
    }
  }

  return {
    start: (program) => clock.at(clock.now(), () => step(program)),
    check() {
      if (failures.length > 0) throw failures[0];
    },
  };
}
