// The pace of LookupEvents: two calls a second for an account and Region, shared by everybody who reads there in this process.

export type Pace = {
  /** Milliseconds since 1970. */
  now(): number;
  sleep(ms: number): Promise<void>;
};

/** A little slower than what LookupEvents allows leaves room for others: people in the console, other tools. */
const PACE_MS = 550;

/** `last` settles when the call before has been answered, and never rejects. */
type Lane = { freeAt: number; last: Promise<unknown> };

/** By the client: there is one for each account and Region. */
const lanes = new WeakMap<object, Lane>();

/** Runs one call when it is its turn, and none beside it; undefined, and nothing is run, where that would be after `until`. */
export function inTurn<T>(
  client: object,
  { now, sleep }: Pace,
  until: number,
  call: () => Promise<T>,
): Promise<T | undefined> {
  const lane = laneOf(client);
  const before = lane.last;
  async function turn(): Promise<T | undefined> {
    await before;
    const [start, at] = [now(), Math.max(now(), lane.freeAt)];
    if (at >= until) return undefined;
    lane.freeAt = at + PACE_MS;
    if (at > start) await sleep(at - start);
    return call();
  }
  const mine = turn();
  lane.last = mine.catch(() => undefined); // Whoever called sees the failure; whoever comes next does not.
  return mine;
}

/** AWS has said that it is too much: nobody calls there for a while. */
export function holdBack(client: object, { now }: Pick<Pace, "now">): void {
  const lane = laneOf(client);
  lane.freeAt = Math.max(lane.freeAt, now() + PACE_MS * 2);
}

function laneOf(client: object): Lane {
  const known = lanes.get(client) ?? { freeAt: Number.NEGATIVE_INFINITY, last: Promise.resolve() };
  lanes.set(client, known);
  return known;
}
