// Which tasks of the clock are awake: time must not pass under them, and may pass while they sleep.
import { AsyncLocalStorage } from "node:async_hooks";
import { setImmediate as nextTurn, setTimeout as realTimeout } from "node:timers/promises";
import type { Task } from "./agenda.ts";

/** A task may sleep in several branches at once: Regions that are read side by side, each at its own pace. */
type Running = { sleeping: number };

/**
 * Turns of the event loop in which nothing must have stirred: an answer of the local AWS reaches its client, and the
 * client's next call the local AWS, in fewer than half of them. Turns and not time: on a busy machine they last longer.
 */
const TURNS = 40;
/** A call that is not answered for so long waits for the clock itself. */
const LOOK_MS = 3;
const LOOKS = 60;
/** A task that neither sleeps nor stirs for so long waits for one that sleeps: loading a file takes far less. */
const STUCK_MS = 500;

/** Each time that something happens to a task. */
function createStirs() {
  let count = 0;
  let wake = () => {};
  return {
    count: () => count,
    add() {
      count++;
      wake();
    },
    /** The clock looks at each stir: a timer that is cleared costs a tenth of one that is aborted, which makes two errors. */
    isWithin: (ms: number) =>
      new Promise<boolean>((resolve) => {
        const late = setTimeout(resolve, ms, false);
        wake = () => {
          clearTimeout(late);
          resolve(true);
        };
      }),
  };
}

export function createTaskCount() {
  const inTask = new AsyncLocalStorage<Running>();
  const inCall = new AsyncLocalStorage<true>();
  const running = new Set<Running>();
  const stirs = createStirs();
  const stir = () => stirs.add();
  let calls = 0;

  const allSleep = () => [...running].every(({ sleeping }) => sleeping > 0);
  const someSleep = () => [...running].some(({ sleeping }) => sleeping > 0);

  /** Whether the branches that do not sleep have ended too: no call is being served, and nothing stirs. */
  async function isQuiet(): Promise<boolean> {
    const seen = stirs.count();
    for (let turn = 0; turn < TURNS; turn++) {
      await nextTurn();
      if (stirs.count() !== seen) return false;
    }
    for (let look = 0; calls > 0 && look < LOOKS; look++) {
      await realTimeout(LOOK_MS);
      if (stirs.count() !== seen) return false;
    }
    return true;
  }

  /**
   * Resolves when no task is awake: each has ended, or sleeps in all of its branches, or waits for one that sleeps, as for
   * the credentials that another is fetching.
   */
  async function untilIdle(): Promise<void> {
    while (running.size > 0) {
      if (!allSleep() && ((await stirs.isWithin(STUCK_MS)) || !someSleep())) continue;
      if (await isQuiet()) return; // Also after STUCK_MS: a busy machine may have kept the task from its turn.
    }
  }

  return {
    /** Starts the task and resolves when no task is awake. */
    run(task: Task): Promise<void> {
      const state: Running = { sleeping: 0 };
      running.add(state);
      inTask
        .run(state, async () => task())
        .catch((error: unknown) => console.error("a task of the virtual clock failed:", error))
        .finally(() => {
          running.delete(state);
          stir();
        });
      return untilIdle();
    },

    /** Waits until `resume` is called, which `until` arranges for. Whoever is no task of the clock just waits. */
    pause(until: (resume: () => void) => void): Promise<void> {
      const state = inTask.getStore();
      const served = inCall.getStore() ? 1 : 0; // A call whose answer waits for the clock is none that is being worked on.
      calls -= served;
      return new Promise((resolve) => {
        until(() => {
          if (state) state.sleeping--;
          calls += served;
          stir();
          resolve();
        });
        if (state) state.sleeping++;
        stir();
      });
    },
    /** The work of answering a call: whoever has made it is awake meanwhile. */
    async during<T>(work: () => Promise<T>): Promise<T> {
      calls++;
      stir();
      try {
        return await inCall.run(true, work);
      } finally {
        calls--;
        stir();
      }
    },

    asleep: () => [...running].filter(({ sleeping }) => sleeping > 0).length,
  };
}
