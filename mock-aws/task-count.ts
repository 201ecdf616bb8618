// Which tasks of the clock are awake: time must not pass under them, and may pass while they sleep.
import { AsyncLocalStorage } from "node:async_hooks";
import type { Task } from "./agenda.ts";

export function createTaskCount() {
  const inTask = new AsyncLocalStorage<true>();
  let awake = 0;
  let asleep = 0;
  let becameIdle = () => {};

  function rest() {
    awake--;
    if (awake === 0) becameIdle();
  }

  return {
    /** Starts the task and resolves when no task is awake: each has ended or sleeps. */
    run(task: Task): Promise<void> {
      return new Promise((resolve) => {
        becameIdle = resolve;
        awake++;
        inTask
          .run(true, async () => task())
          .catch((error: unknown) => console.error("a task of the virtual clock failed:", error))
          .finally(rest);
      });
    },

    /** Waits until `resume` is called, which `until` arranges for. Whoever is no task of the clock just waits. */
    pause(until: (resume: () => void) => void): Promise<void> {
      const isTask = inTask.getStore() === true;
      return new Promise((resolve) => {
        until(() => {
          if (isTask) {
            asleep--;
            awake++;
          }
          resolve();
        });
        if (isTask) {
          asleep++;
          rest();
        }
      });
    },

    asleep: () => asleep,
  };
}
