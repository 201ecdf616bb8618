// How many principals were contained in the last hour: what the circuit breaker goes by.
import type { Time } from "./model.ts";

export type ContainmentCount = {
  /** This process has contained somebody. */
  add(at: number): void;
  /** In the hour before `now`. A ledger that does not answer counts for nothing; what this process did counts always. */
  recent(now: number): Promise<number>;
};

const HOUR_MS = 60 * 60_000;
/** A storm of alerts asks the ledger once, not each time. */
const FRESH_MS = 10_000;
/** More than any breaker asks for. */
const MOST_REMEMBERED = 1_000;

type Counted = { readonly at: number; readonly count: Promise<number> };

/** `ask` is the ledger's count of what was contained since a time. */
export function createContainmentCount(ask: (since: Time) => Promise<number>): ContainmentCount {
  const own: number[] = [];
  let last: Counted | undefined;
  const since = (from: number) => own.filter((at) => at >= from).length;
  return {
    add(at) {
      own.push(at);
      if (own.length > MOST_REMEMBERED) own.shift();
    },
    async recent(now) {
      if (!last || now - last.at >= FRESH_MS) {
        const count = ask(new Date(now - HOUR_MS).toISOString()).catch(() => 0);
        last = { at: now, count };
      }
      const { at, count } = last;
      return Math.max((await count) + since(at), since(now - HOUR_MS));
    },
  };
}
