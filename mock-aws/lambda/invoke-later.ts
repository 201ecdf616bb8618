// Asynchronous invocation: answered at once, run by the clock, tried again as the function's settings say.
// https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
import type { Instant } from "../clock.ts";
import type { World } from "../world.ts";
import { functionByArn, type LambdaFunction } from "./functions.ts";
import type { Ending } from "./invocation-record.ts";
import { retireEvent, tellOfSuccess } from "./retire-event.ts";
import { type Run, type RunResult, runFunction } from "./run-function.ts";

/** "One minute between the first two attempts, and two minutes between the second and third attempts." */
const WAITS_MS = [60_000, 120_000] as const;

const DEFAULT_AGE_SECONDS = 6 * 3600;

type Waiting = {
  readonly target: LambdaFunction;
  readonly run: Run;
  readonly since: Instant;
  /** How often the function ran and failed; the last time, thus. */
  readonly failures: number;
  readonly result?: RunResult;
  /** How often it was throttled in a row. */
  readonly throttles: number;
};

export function invokeLater(world: World, target: LambdaFunction, run: Run): void {
  attemptIn(world, 0, { target, run, since: world.clock.now(), failures: 0, throttles: 0 });
}

function attemptIn(world: World, waitMs: number, waiting: Waiting): void {
  world.clock.at(world.clock.now() + waitMs, async () => {
    // Code and settings that were replaced meanwhile are what counts.
    const target = functionByArn(world, waiting.target.arn) ?? waiting.target;
    await attempt(world, { ...waiting, target });
  });
}

async function attempt(world: World, waiting: Waiting): Promise<void> {
  const { target, run, failures, throttles } = waiting;
  // "Lambda begins sending new events to the configured dead-letter queue …, without any retries."
  if (target.reservedConcurrency === 0) return giveUp(world, waiting, "ZeroReservedConcurrency");
  const result = await runFunction(world, target, run);
  if (result === "throttled") {
    return again(world, backOffMs(throttles), { ...waiting, throttles: throttles + 1 });
  }
  if (!result.failed) return tellOfSuccess(world, target, run, { condition: "Success", runs: failures + 1, result });
  const failed = { ...waiting, failures: failures + 1, result, throttles: 0 };
  const wait = failures < (target.asynchronous?.retries ?? WAITS_MS.length) ? WAITS_MS[failures] : undefined;
  if (wait === undefined) giveUp(world, failed, "RetriesExhausted");
  else again(world, wait, failed);
}

/** "The retry interval increases exponentially from 1 second after the first attempt to a maximum of 5 minutes." */
function backOffMs(throttles: number): number {
  return Math.min(2 ** throttles, 300) * 1000;
}

/** An event that would be too old by its next try is discarded now; that AWS looks ahead too is [published]. */
function again(world: World, waitMs: number, waiting: Waiting): void {
  const age = world.clock.now() + waitMs - waiting.since;
  const most = waiting.target.asynchronous?.maximumAgeSeconds ?? DEFAULT_AGE_SECONDS;
  if (age > most * 1000) giveUp(world, waiting, "EventAgeExceeded");
  else attemptIn(world, waitMs, waiting);
}

function giveUp(world: World, { target, run, failures, result, throttles }: Waiting, condition: Ending["condition"]) {
  retireEvent(world, target, run, { condition, runs: failures, result: throttles > 0 ? undefined : result });
}
