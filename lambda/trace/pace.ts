// The pace of LookupEvents: two calls a second for an account and Region, shared by everybody who reads there in this process.

export type Pace = {
  /** Milliseconds since 1970. */
  now(): number;
  sleep(ms: number): Promise<void>;
};

/**
 * A hair slower than what LookupEvents allows: at exactly its rate two heartbeats that overlap throttle each other without end
 * (docs/scale.md). Others call there too, people in the console and other tools: whoever is throttled because of them holds
 * back for a second, which leaves them two calls.
 */
const PACE_MS = 520;

const NEVER = Number.NEGATIVE_INFINITY;

type Lane = {
  /** The next turn that nobody has taken. */
  freeAt: number;
  /** When the last call really went out. */
  startedAt: number;
  /** Settles when the last call was answered, and never rejects. */
  last: Promise<unknown>;
};

/** By the client: there is one for each account and Region. */
const lanes = new WeakMap<object, Lane>();

/** Runs one call when it is its turn, and none beside it; undefined, and nothing is run, where that would be after `until`. */
export function inTurn<T>(client: object, pace: Pace, until: number, call: () => Promise<T>): Promise<T | undefined> {
  const { now, sleep } = pace;
  const lane = laneOf(client);
  const at = Math.max(now(), lane.freeAt);
  if (at >= until) return Promise.resolve(undefined);
  lane.freeAt = at + PACE_MS;
  const before = lane.last;
  async function turn(): Promise<T | undefined> {
    // First until the turn, which others before it sleep for too, and only then for their answers: time may stand still
    // while somebody waits for an answer.
    if (at > now()) await sleep(at - now());
    await before;
    const tooSoon = lane.startedAt + PACE_MS - now();
    if (tooSoon > 0) await sleep(tooSoon);
    if (now() >= until) return undefined;
    lane.startedAt = now();
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
  const known = lanes.get(client) ?? { freeAt: NEVER, startedAt: NEVER, last: Promise.resolve() };
  lanes.set(client, known);
  return known;
}
