// The virtual clock: every time in the local AWS comes from here, and everything that happens later waits here.
import { createAgenda, type Task } from "./agenda.ts";
import { createTaskCount } from "./task-count.ts";

/** A point in time, in milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

export type Clock = {
  now(): Instant;
  /** Runs `task` when the clock reaches `time`; tasks due at one moment run in the order in which they were asked for. */
  at(time: Instant, task: Task): void;
  /** Resolves when the clock has moved on by `ms`. A task of the clock that waits here lets time pass. */
  sleep(ms: number): Promise<void>;
  /** What is told here as work is under way: time does not pass under the task that waits for it. */
  during<T>(work: () => Promise<T>): Promise<T>;
  /**
   * Moves time forward and resolves when everything due in between has run. A task that was started on the way and
   * sleeps beyond `time` is waited for too: the clock may end a little later than asked.
   */
  advanceTo(time: Instant): Promise<Instant>;
  /** Forgets everything that waits; nothing runs any more. */
  stop(): void;
};

const LONGEST_TIMER = 2 ** 31 - 1;

/**
 * A still clock (tests, the demo) moves only when it is advanced; a ticking one (servers) also passes with the machine's
 * own clock, ahead of it by what it has been advanced.
 */
export function createClock(options: { readonly start: Instant; readonly ticking?: boolean }): Clock {
  const agenda = createAgenda();
  const tasks = createTaskCount();
  let base = options.start;
  let baseReal = performance.now();
  let timer: NodeJS.Timeout | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  let isStopped = false;

  const now = () => (options.ticking ? Math.floor(base + performance.now() - baseReal) : base);

  function moveTo(time: Instant) {
    base = Math.max(now(), time);
    baseReal = performance.now();
  }

  function at(time: Instant, task: Task) {
    if (isStopped) return;
    agenda.add(time, task);
    armTimer();
  }

  function armTimer() {
    clearTimeout(timer);
    const next = agenda.next();
    if (!options.ticking || !next) return;
    const wait = Math.min(Math.max(0, next.time - now()), LONGEST_TIMER);
    timer = setTimeout(() => void inTurn(() => runDue(now(), false)), wait);
  }

  async function runDue(target: Instant, untilNoneSleeps: boolean) {
    const isDue = (time: Instant) => time <= target || (untilNoneSleeps && tasks.asleep() > 0);
    for (let next = agenda.next(); next && isDue(next.time); next = agenda.next()) {
      agenda.take();
      moveTo(next.time);
      await tasks.run(next.task);
    }
    moveTo(target);
    armTimer();
    return now();
  }

  function inTurn(work: () => Promise<Instant>) {
    const result = turn.then(work);
    turn = result.catch(() => {});
    return result;
  }

  return {
    now,
    at,
    during: (work) => tasks.during(work),
    sleep: (ms) => tasks.pause((resume) => at(now() + Math.max(0, ms), resume)),
    advanceTo: (time) => inTurn(() => runDue(time, true)),
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
      agenda.clear();
    },
  };
}
