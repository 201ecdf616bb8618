// Rules that run by the clock: `rate(5 minutes)`, `cron(0 12 * * ? *)`.
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-rule-schedule.html
import { AwsError } from "../aws-error.ts";
import type { World } from "../world.ts";
import type { Rule, Schedule } from "./buses.ts";
import { readCron } from "./cron.ts";
import { makeEvent } from "./event.ts";
import { sendToTargets } from "./publish.ts";

const UNIT_MS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** Throws ValidationException in AWS's words [recorded]. */
export function readSchedule(text: string): Schedule {
  const [, cron] = /^cron\((.*)\)$/.exec(text) ?? [];
  const next = cron === undefined ? readRate(text) : readCron(cron);
  if (!next) throw new AwsError("ValidationException", "Parameter ScheduleExpression is not valid.");
  return { text, next };
}

function readRate(text: string): Schedule["next"] | undefined {
  const [, amount = "0", unit = "", plural] = /^rate\((\d+) (minute|hour|day)(s)?\)$/.exec(text) ?? [];
  const count = Number(amount);
  if (count < 1 || (count === 1) !== (plural === undefined)) return undefined;
  const everyMs = count * (UNIT_MS[unit] ?? 0);
  return (after) => after + everyMs;
}

/** Starts a rule's schedule anew from now; one that was running ends. Call it whenever rule or schedule change. */
export function restartSchedule(world: World, rule: Rule): void {
  const { schedule } = rule;
  const run = {};
  rule.run = run;
  if (!schedule || rule.state === "DISABLED") return;
  const tick = () => {
    if (rule.run !== run) return;
    wait();
    fire(world, rule);
  };
  const wait = () => {
    const next = schedule.next(world.clock.now());
    if (next !== undefined) world.clock.at(next, tick);
  };
  wait();
}

export function stopSchedule(rule: Rule): void {
  rule.run = undefined;
}

function fire(world: World, rule: Rule): void {
  const { account, region } = rule.bus;
  const event = makeEvent(world, {
    source: "aws.events",
    detailType: "Scheduled Event",
    detail: {},
    account,
    region,
    resources: [rule.arn],
  });
  sendToTargets(world, rule, event);
}
