// How long the responder waits for what does not answer, by the virtual clock: nobody waits in earnest.
import type { HttpHandler } from "@smithy/core/protocols";
import type { Clock } from "../../mock-aws/clock.ts";
import type { Dice } from "../dice.ts";

/** As `lambda/aws.ts` has them. */
const TIMEOUT_MS = 5_000;
export const LEDGER_TIMEOUT_MS = 3_000;

/** Between two attempts of a call. */
export type Pause = (attempt: number) => Promise<void>;

/** Exponential, with jitter, as the SDK's own: https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html */
export function virtualPause(clock: Clock, dice: Dice): Pause {
  return (attempt) => clock.sleep(dice.whole(1, Math.min(20_000, 100 * 2 ** attempt)));
}

/** `Deps.within`: the result, or undefined where it takes longer. */
export function virtualWithin(clock: Clock) {
  return async <T>(ms: number, work: Promise<T>): Promise<T | undefined> => {
    let isDone = false;
    const done = work.finally(() => {
      isDone = true;
    });
    done.catch(() => undefined);
    await settled();
    return isDone ? work : Promise.race([work, clock.sleep(ms).then(() => undefined)]);
  };
}

/** What waits for nothing but other code has come to its end by then, and the clock need not be asked. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** A call that is not answered in time is given up, as the responder's HTTP client does. */
export function patientHandler(handler: HttpHandler, clock: Clock): HttpHandler {
  return {
    ...handler,
    async handle(request, options) {
      try {
        return await handler.handle(request, options);
      } catch (error) {
        if (error instanceof Error && error.name === "TimeoutError") await clock.sleep(TIMEOUT_MS);
        throw error;
      }
    },
  };
}
