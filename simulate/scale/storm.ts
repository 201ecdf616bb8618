// A wave of alerts about as many roles, as a queueing model: Lambda's queue, the function's concurrency, IAM's bucket of writes.
//
// Who is throttled waits as lambda/patiently.ts says; what was not denied is answered again by the heartbeat.
import { nextWait } from "../../lambda/patiently.ts";
import { createDice } from "../dice.ts";
import { createEventLoop, type Process } from "./event-loop.ts";
import { createBucket, createCore } from "./limits.ts";

export type StormWorld = {
  readonly alerts: number;
  /** The roles are spread over them evenly. */
  readonly accounts: number;
  /** How many invocations at once: what is reserved, or what the account has. */
  readonly concurrency: number;
  /** Of one account. AWS does not publish it. */
  readonly iamWritesPerSecond: number;
  readonly cpuMs: number;
  /** The function's share of a core. */
  readonly core: number;
  readonly iamMs: number;
  /** What an invocation does after the deny. */
  readonly afterMs: number;
  readonly seed: number;
};

export type Stormed = {
  /** Milliseconds from the alert to its deny, of all. */
  readonly toDeny: readonly number[];
  readonly writes: number;
  readonly throttled: number;
  /** How many were denied by the heartbeat, since the function had no luck for as long as it waits. */
  readonly byHeartbeat: number;
};

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const WAVE = 10 * SECOND;
/** How long a throttled write is tried again: lambda/patience.ts and take-steps.ts. */
const OPENER_WAITS = 4 * MINUTE;
const BEAT_WAITS = 15 * SECOND;
const BEAT_AT_ONCE = 16;
/** Longer than the slowest of the worlds that are asked about. */
const HORIZON = 24 * 60 * MINUTE;

export function simulateStorm(world: StormWorld): Stormed {
  const loop = createEventLoop();
  const { now } = loop;
  const dice = createDice(world.seed, "storm");
  const iam = Array.from({ length: world.accounts }, () =>
    createBucket(world.iamWritesPerSecond, 2 * world.iamWritesPerSecond),
  );
  const toDeny: number[] = [];
  const waiting: number[] = [];
  const undone: number[] = [];
  const arrived = Array.from({ length: world.alerts }, () => dice.between(0, WAVE));
  let [running, byHeartbeat] = [0, 0];

  function* arrive(alert: number): Process {
    waiting.push(alert);
    loop.start(serve());
    yield 0;
  }

  /** An execution environment works on what waits until nothing does. */
  function* serve(): Process {
    if (running >= world.concurrency) return;
    running++;
    const core = createCore(world.core);
    for (let alert = waiting.shift(); alert !== undefined; alert = waiting.shift()) {
      yield core.work(now(), world.cpuMs) + world.iamMs;
      const isDenied: boolean = yield* deny(alert, OPENER_WAITS);
      if (!isDenied) undone.push(alert);
      yield world.afterMs;
    }
    running--;
  }

  function* deny(alert: number, patience: number): Generator<number, boolean, void> {
    const begun = now();
    for (;;) {
      yield world.iamMs;
      if (iam[alert % world.accounts]?.take(now())) {
        toDeny.push(now() - (arrived[alert] ?? 0));
        return true;
      }
      const waited = now() - begun;
      if (waited >= patience) return false;
      yield nextWait(waited, dice.between(0, 1)) + world.iamMs; // It looks again before it writes.
    }
  }

  function* heartbeat(): Process {
    for (;;) {
      yield MINUTE;
      const due = undone.splice(0).values();
      for (let worker = 0; worker < BEAT_AT_ONCE; worker++) loop.start(answerAgain(due));
    }
  }

  function* answerAgain(due: Iterator<number>): Process {
    for (let next = due.next(); !next.done; next = due.next()) {
      const isDenied: boolean = yield* deny(next.value, BEAT_WAITS);
      if (isDenied) byHeartbeat++;
      else undone.push(next.value);
    }
  }

  for (const [alert, at] of arrived.entries()) loop.start(arrive(alert), at);
  loop.start(heartbeat());
  while (toDeny.length < world.alerts && now() < HORIZON) loop.run(now() + MINUTE);
  return {
    toDeny,
    writes: iam.reduce((sum, bucket) => sum + bucket.taken(), 0),
    throttled: iam.reduce((sum, bucket) => sum + bucket.refused(), 0),
    byHeartbeat,
  };
}
