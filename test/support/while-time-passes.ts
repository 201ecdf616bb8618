// Waiting for what waits by the local AWS's clock.
import { setTimeout } from "node:timers/promises";
import type { TestService } from "./service.ts";

/** The responder keeps a pace by the local AWS's clock: whoever waits for it in real time sees that clock go on. */
export async function whileTimePasses<T>({ advance }: Pick<TestService, "advance">, work: Promise<T>): Promise<T> {
  let isDone = false;
  const done = work.finally(() => {
    isDone = true;
  });
  for (let wait = 100; !isDone; wait = 10) {
    await Promise.race([done, setTimeout(wait)]);
    if (!isDone) await advance(1);
  }
  return done;
}
