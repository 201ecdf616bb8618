// How many principals were contained in the last hour: what the circuit breaker goes by.
import type { Claim } from "./ledger/ledger.ts";
import type { Time } from "./model.ts";

export type ContainmentCount = {
  /** This process has contained somebody. */
  add(at: number): void;
  /**
   * A turn among those who are contained now, for the incident that the claim opens: of many that come at once each sees
   * the ones before it. A ledger that does not answer counts for nothing; what this process did counts always.
   */
  takeTurn(claiming: Promise<Claim>, now: number): Turn;
};

export type Turn = {
  /** How many were contained in the hour before, or are about to be. */
  readonly before: Promise<number>;
  /** Nobody was contained: the turn does not count. */
  giveBack(): Promise<void>;
};

/** The ledger's two numbers: who was contained since a time, and who is about to be, exact among those who come at once. */
export type Counts = {
  countContained(since: Time): Promise<number>;
  countBegun(at: Time, change: 1 | -1): Promise<number>;
};

const HOUR_MS = 60 * 60_000;
/** A storm of alerts asks the ledger once, not each time. */
const FRESH_MS = 10_000;
/** More than any breaker asks for. */
const MOST_REMEMBERED = 1_000;

export function createContainmentCount(counts: Counts): ContainmentCount {
  const own: number[] = [];
  let last: { readonly at: number; readonly count: Promise<number> } | undefined;
  const since = (from: number) => own.filter((at) => at >= from).length;

  async function recent(now: number): Promise<number> {
    if (!last || now - last.at >= FRESH_MS) {
      const count = counts.countContained(new Date(now - HOUR_MS).toISOString()).catch(() => 0);
      last = { at: now, count };
    }
    const { at, count } = last;
    return Math.max((await count) + since(at), since(now - HOUR_MS));
  }

  return {
    add(at) {
      own.push(at);
      if (own.length > MOST_REMEMBERED) own.shift();
    },
    takeTurn(claiming, now) {
      const at = new Date(now).toISOString();
      const rank = claiming
        .then((claim) => (claim.opened ? counts.countBegun(at, 1) : undefined))
        .catch(() => undefined);
      return {
        before: Promise.all([recent(now), rank]).then(([count, turn = 1]) => Math.max(count, turn - 1)),
        async giveBack() {
          if ((await rank) !== undefined) await counts.countBegun(at, -1).catch(() => undefined);
        },
      };
    },
  };
}
