// Schedules: what is to be sent where and when, for each account and Region.
import { AwsError } from "../aws-error.ts";
import type { Instant } from "../clock.ts";
import type { RetryPolicy } from "../events/buses.ts";
import { PARTITION, perAccount, type World } from "../world.ts";

export type Target = {
  readonly Arn: string;
  readonly RoleArn: string;
  readonly Input?: string | undefined;
  readonly DeadLetterConfig?: { readonly Arn?: string | undefined } | undefined;
  readonly RetryPolicy: RetryPolicy;
  readonly EventBridgeParameters?: { readonly DetailType: string; readonly Source: string } | undefined;
};

/** What CreateSchedule and UpdateSchedule are given, with AWS's defaults. */
export type ScheduleSettings = {
  readonly expression: string;
  readonly target: Target;
  readonly window: { readonly Mode: "OFF" | "FLEXIBLE"; readonly MaximumWindowInMinutes?: number | undefined };
  readonly state: "ENABLED" | "DISABLED";
  readonly afterwards: "NONE" | "DELETE";
  readonly description?: string | undefined;
  readonly startsAt?: Instant | undefined;
  readonly endsAt?: Instant | undefined;
};

export type Schedule = {
  readonly account: string;
  readonly region: string;
  readonly name: string;
  readonly arn: string;
  readonly createdAt: Instant;
  /** Of the call that created it: the same call made again finds it. */
  readonly clientToken?: string | undefined;
  modifiedAt: Instant;
  settings: ScheduleSettings;
  /** The run that counts; an older one that wakes up goes back to sleep for good. */
  run?: object | undefined;
};

/** By `<Region> <name>`: every schedule is in the group `default`. */
export const schedules = perAccount<Map<string, Schedule>>(() => new Map());

export function scheduleArn(account: string, region: string, name: string, group = "default"): string {
  return `arn:${PARTITION}:scheduler:${region}:${account}:schedule/${group}/${name}`;
}

type Where = { readonly world: World; readonly caller: { readonly account: string }; readonly region: string };

/** Throws ResourceNotFoundException; the words are not verified. */
export function findSchedule({ world, caller, region }: Where, name: string): Schedule {
  const found = schedules(world, caller.account).get(`${region} ${name}`);
  if (found) return found;
  throw new AwsError("ResourceNotFoundException", `Schedule ${name} does not exist.`, 404);
}
