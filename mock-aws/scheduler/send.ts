// A schedule sends its input to its target, again and again if need be; then it is a case for the dead-letter queue.
// https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html
import type { Instant } from "../clock.ts";
import { isoSeconds } from "../context.ts";
import { makeEvent } from "../events/event.ts";
import type { Failure } from "../events/failure.ts";
import { type Exhaustion, exhaustion, waitMs } from "../events/retry.ts";
import { hex } from "../ids.ts";
import { loseEvent } from "../lost-events.ts";
import { rowOf } from "../row-of.ts";
import type { World } from "../world.ts";
import { deliver, toQueue } from "./deliver.ts";
import type { Schedule } from "./schedules.ts";

/** One occurrence of a schedule; what it has set then counts for all tries. */
type Occurrence = {
  readonly schedule: Schedule;
  readonly due: Instant;
  readonly id: string;
  readonly since: Instant;
};

export function send(world: World, { ...schedule }: Schedule, due: Instant): void {
  attempt(world, { schedule, due, id: hex(world.random, 16), since: world.clock.now() }, 1);
}

function attempt(world: World, occurrence: Occurrence, tries: number): void {
  const { schedule, since } = occurrence;
  const payload = payloadOf(world, occurrence, tries);
  const failure = deliver(world, { schedule, payload });
  if (!failure) return;
  const next = world.clock.now() + waitMs(tries);
  const { RetryPolicy } = schedule.settings.target;
  const exhausted = failure.isPassing ? exhaustion(RetryPolicy, tries, next - since) : undefined;
  if (!failure.isPassing || exhausted) giveUp(world, occurrence, { failure, tries, exhausted, payload });
  else world.clock.at(next, () => attempt(world, occurrence, tries + 1));
}

/** https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html */
function payloadOf(world: World, { schedule, due, id }: Occurrence, tries: number): string {
  const { Input } = schedule.settings.target;
  if (Input === undefined) return JSON.stringify(defaultInput(world, schedule, due));
  const values: Readonly<Record<string, string>> = {
    "schedule-arn": schedule.arn,
    "scheduled-time": isoSeconds(due),
    "execution-id": id,
    "attempt-number": String(tries),
  };
  return Input.replace(/<aws\.scheduler\.([a-z-]+)>/g, (text, name: string) => rowOf(values, name) ?? text);
}

/** What functions and queues get where there is no Input; its detail is a text [published]. */
function defaultInput(world: World, { account, region, arn }: Schedule, time: Instant) {
  const parts = { source: "aws.scheduler", detailType: "Scheduled Event", detail: "{}", resources: [arn] };
  return makeEvent(world, { ...parts, account, region, time });
}

type Defeat = {
  readonly failure: Failure;
  readonly tries: number;
  readonly exhausted: Exhaustion | undefined;
  readonly payload: string;
};

function giveUp(world: World, { schedule, due, id }: Occurrence, { failure, tries, exhausted, payload }: Defeat): void {
  const { Arn, DeadLetterConfig } = schedule.settings.target;
  const values = {
    SCHEDULE_ARN: schedule.arn,
    TARGET_ARN: Arn,
    SCHEDULED_TIME: isoSeconds(due),
    EXECUTION_ID: id,
    ERROR_CODE: failure.code,
    ERROR_MESSAGE: failure.message,
    RETRY_ATTEMPTS: String(tries - 1),
    IS_PAYLOAD_TRUNCATED: "false",
    ...(exhausted ? { EXHAUSTED_RETRY_CONDITION: exhausted } : {}),
  };
  const attributes = Object.fromEntries(
    Object.entries(values).map(([name, StringValue]) => [name, { DataType: "String", StringValue }]),
  );
  const deadLetter = DeadLetterConfig?.Arn;
  if (deadLetter !== undefined && !toQueue(world, schedule, deadLetter, { body: payload, attributes })) return;
  const reason = `${failure.code}: ${failure.message}`;
  loseEvent(world, { by: schedule.arn, target: Arn, reason, event: payload });
}
