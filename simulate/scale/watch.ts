// Heartbeats over many open incidents, as a queueing model: the function's core, LookupEvents' lanes, what a beat has no time for.
//
// Times and leases are those of lambda/reconcile-due.ts, gather-evidence.ts and trace/pace.ts; what each look costs was measured.
import { createDice, type Dice } from "../dice.ts";
import { createEventLoop, type EventLoop, type Process } from "./event-loop.ts";
import { createExecution, type Execution } from "./execution.ts";
import { type Bucket, createBucket } from "./limits.ts";

/** What one thing takes: of the core, of waiting for answers, and of LookupEvents in the Region that is asked most. */
export type Look = { readonly cpuMs: number; readonly waitMs: number; readonly lookups: number };

export type WatchWorld = {
  readonly incidents: number;
  /** They are spread over them evenly. */
  readonly accounts: number;
  /** A quiet look, and what reading the trail takes besides: the first time, and then. */
  readonly looks: { readonly first: Look; readonly quiet: Look; readonly reading: Look };
  /** The function's share of a core. */
  readonly core: number;
  /** After this a beat takes no further incident. */
  readonly beginsForMs: number;
  /** Until then a beat only looks, and reads after it; without, each incident is looked at and read in one turn. */
  readonly looksForMs?: number;
  /** Until the ledger has answered once. */
  readonly ledgerMs: number;
  readonly lookupMs: number;
  readonly seed: number;
};

export type Watched = {
  /** Milliseconds from one look at an incident to the next, of all. */
  readonly between: readonly number[];
  /** From the opening to `proven`, of those that came to it. */
  readonly toProven: readonly number[];
  readonly notProven: number;
  readonly lookups: number;
  readonly throttled: number;
  /** Beats that Lambda has ended, and what lies in the dead-letter queue for it. */
  readonly ended: number;
  readonly deadLetters: number;
};

type Incident = {
  readonly account: number;
  readonly openedAt: number;
  dueAt: number;
  lookedAt: number;
  /** When the reading of the trail began that was finished last. */
  readAt?: number;
  provenAt?: number;
};

/** `seen`: when it was due when it was looked up, or taken. */
type Due = { readonly incident: Incident; readonly seen: number };
type Turn = (incident: Incident, execution: Execution) => Process;

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const AT_ONCE = 16;
const RESERVED = 20;
const TIMEOUT = 5 * MINUTE;
const DELIVERIES = 3;
const LEASE = 45 * SECOND;
const FIRST_LOOK = 20 * SECOND;
const CUTOFF_LEAD = 30 * SECOND;
const SETTLE = 120 * MINUTE;
const WALK_BUDGET = 50 * SECOND;
/** Alerts of one wave. */
const WAVE = MINUTE;
const LOOKUPS_A_SECOND = 2;

export function simulateWatch(world: WatchWorld, hours: number): Watched {
  const loop = createEventLoop();
  const dice = createDice(world.seed, "watch");
  const incidents = Array.from({ length: world.incidents }, (_, index) => opened(world, dice, index));
  const trail = Array.from({ length: world.accounts }, () => createBucket(LOOKUPS_A_SECOND, LOOKUPS_A_SECOND));
  const model = createModel(world, loop, incidents, trail);
  loop.start(model.schedule());
  loop.run(hours * 60 * MINUTE);
  return {
    ...model.tally,
    toProven: incidents.flatMap(({ openedAt, provenAt }) => (provenAt === undefined ? [] : [provenAt - openedAt])),
    notProven: incidents.filter(({ provenAt }) => provenAt === undefined).length,
    lookups: trail.reduce((sum, bucket) => sum + bucket.taken(), 0),
    throttled: trail.reduce((sum, bucket) => sum + bucket.refused(), 0),
  };
}

function opened({ accounts }: WatchWorld, dice: Dice, index: number): Incident {
  const openedAt = dice.between(0, WAVE);
  return { account: index % accounts, openedAt, dueAt: openedAt + FIRST_LOOK, lookedAt: openedAt };
}

type Tally = { readonly between: number[]; ended: number; deadLetters: number };

function createModel(world: WatchWorld, loop: EventLoop, incidents: readonly Incident[], trail: readonly Bucket[]) {
  const { now } = loop;
  const tally: Tally = { between: [], ended: 0, deadLetters: 0 };
  const { look, whole } = createTurns(world, now, tally.between);
  const idle: Execution[] = [];
  let running = 0;

  function* schedule(): Process {
    for (;;) {
      loop.start(beat(1));
      yield MINUTE;
    }
  }

  /** Lambda delivers what it had to end twice more, a minute and then two minutes later. */
  function* beat(attempt: number): Process {
    while (running >= RESERVED) yield SECOND;
    running++;
    const execution = idle.pop() ?? createExecution({ ...world, now }, trail);
    const startedAt = now();
    const { looksForMs, beginsForMs } = world;
    const due = dueAt(incidents, startedAt);
    const looked: Due[] = [];
    const isOver: boolean =
      looksForMs === undefined
        ? yield* inTurn(due, beginsForMs, whole)
        : (yield* inTurn(due, looksForMs, look, looked)) && (yield* inTurn(toRead(looked, now()), beginsForMs, whole));
    running--;
    if (isOver) {
      idle.push(execution);
      return;
    }
    execution.end();
    tally.ended++;
    if (attempt === DELIVERIES) tally.deadLetters++;
    else loop.start(beat(attempt + 1), attempt * MINUTE);

    /** False where Lambda ends the beat before all have had their turn. `done`: those that had it. */
    function* inTurn(
      all: readonly Due[],
      forMs: number,
      turn: Turn,
      done: Due[] = [],
    ): Generator<number, boolean, void> {
      const waiting = all.values();
      let working = AT_ONCE;
      for (let index = 0; index < AT_ONCE; index++) loop.start(worker());
      while (working > 0 && now() < startedAt + TIMEOUT) yield 100;
      return working === 0;

      function* worker(): Process {
        for (const { incident, seen } of waiting) {
          if (now() >= startedAt + forMs || !execution.isAlive()) break;
          yield world.ledgerMs;
          if (incident.dueAt !== seen) continue; // Another beat has it.
          incident.dueAt = now() + LEASE;
          const taken = { incident, seen: incident.dueAt };
          yield* turn(incident, execution);
          done.push(taken);
        }
        working--;
      }
    }
  }

  return { schedule, tally };
}

/** What is done for one incident: a look, or all of it. `between`: what was measured is added to it. */
function createTurns(
  world: WatchWorld,
  now: () => number,
  between: number[],
): Readonly<Record<"look" | "whole", Turn>> {
  function* look(incident: Incident, execution: Execution): Process {
    const { cpuMs, waitMs } = world.looks.quiet;
    yield execution.work(cpuMs);
    yield waitMs;
    if (!execution.isAlive()) return;
    between.push(now() - incident.lookedAt);
    incident.lookedAt = now();
  }

  function* whole(incident: Incident, execution: Execution): Process {
    const since = now();
    const isReading = isTimeToRead(incident, since);
    yield* look(incident, execution);
    if (!isReading) return;
    const { cpuMs, waitMs, lookups } = world.looks[incident.readAt === undefined ? "first" : "reading"];
    yield execution.work(cpuMs);
    yield waitMs;
    const isWhole: boolean = yield* read(incident, execution, lookups, since + WALK_BUDGET);
    if (!execution.isAlive()) return;
    incident.readAt = since;
    if (isWhole && since >= incident.openedAt + CUTOFF_LEAD + SETTLE) incident.provenAt ??= now();
  }

  return { look, whole };
}

function toRead(all: readonly Due[], time: number): readonly Due[] {
  return all.filter(({ incident }) => isTimeToRead(incident, time));
}

/** The walk's question is the first, and has its time; the proof's wait for as long as it takes. */
function* read(
  { account }: Incident,
  execution: Execution,
  lookups: number,
  until: number,
): Generator<number, boolean, void> {
  let isWhole = true;
  for (let asked = 0; asked < lookups; asked++) {
    const isAnswered: boolean = yield* execution.lookUp(account, asked === 0 ? until : Number.POSITIVE_INFINITY);
    isWhole &&= isAnswered;
  }
  return isWhole;
}

function dueAt(incidents: readonly Incident[], time: number): readonly Due[] {
  return incidents
    .filter((incident) => incident.dueAt <= time)
    .map((incident) => ({ incident, seen: incident.dueAt }))
    .sort((one, other) => one.seen - other.seen);
}

function isTimeToRead({ openedAt, readAt }: Incident, now: number): boolean {
  const age = now - openedAt - CUTOFF_LEAD;
  const every = age < 30 * MINUTE ? 5 * MINUTE : age < SETTLE + 30 * MINUTE ? 15 * MINUTE : 60 * MINUTE;
  return readAt === undefined || now - readAt >= every;
}
