// Time in a queueing model: processes that wait, each woken when its time has come.

/** Yields milliseconds to wait. */
export type Process = Generator<number, void, void>;

export type EventLoop = {
  /** Milliseconds since the model began. */
  now(): number;
  /** At once unless said. Of those that are due together, whoever was put to sleep first goes first. */
  start(process: Process, after?: number): void;
  /** Runs what is due up to then. */
  run(until: number): void;
};

type Sleeper = { readonly at: number; readonly order: number; readonly process: Process };

export function createEventLoop(): EventLoop {
  const heap: Sleeper[] = [];
  let now = 0;
  let order = 0;

  function sleep(process: Process, ms: number): void {
    push(heap, { at: now + Math.max(0, ms), order: order++, process });
  }

  return {
    now: () => now,
    start: (process, after = 0) => sleep(process, after),
    run(until) {
      for (let next = heap[0]; next && next.at <= until; next = heap[0]) {
        pop(heap);
        now = next.at;
        const { value, done } = next.process.next();
        if (!done) sleep(next.process, value);
      }
      now = Math.max(now, until);
    },
  };
}

function isBefore(one: Sleeper, other: Sleeper): boolean {
  return one.at === other.at ? one.order < other.order : one.at < other.at;
}

/** A binary heap: the first is always the next to wake. */
function push(heap: Sleeper[], sleeper: Sleeper): void {
  let index = heap.push(sleeper) - 1;
  for (;;) {
    const above = (index - 1) >> 1;
    const parent = heap[above];
    if (!parent || !isBefore(sleeper, parent)) break;
    heap[index] = parent;
    index = above;
  }
  heap[index] = sleeper;
}

function pop(heap: Sleeper[]): void {
  const last = heap.pop();
  if (!last || heap.length === 0) return;
  let index = 0;
  for (;;) {
    const left = 2 * index + 1;
    const [one, other] = [heap[left], heap[left + 1]];
    const below = other && one && isBefore(other, one) ? left + 1 : left;
    const child = heap[below];
    if (!child || !isBefore(child, last)) break;
    heap[index] = child;
    index = below;
  }
  heap[index] = last;
}
