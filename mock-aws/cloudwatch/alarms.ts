// Alarms: what each watches and in which state it is.
import { AwsError } from "../aws-error.ts";
import type { Instant } from "../clock.ts";
import { PARTITION, perAccount, type World } from "../world.ts";
import type { MetricName } from "./metrics.ts";

export type AlarmState = "OK" | "ALARM" | "INSUFFICIENT_DATA";

export type Comparison =
  | "GreaterThanOrEqualToThreshold"
  | "GreaterThanThreshold"
  | "LessThanThreshold"
  | "LessThanOrEqualToThreshold";

export type MissingData = "missing" | "ignore" | "breaching" | "notBreaching";

export type AlarmSettings = {
  readonly metric: MetricName;
  /** `Sum`, or `p99`. */
  readonly statistic: string;
  readonly unit?: string | undefined;
  readonly periodMs: number;
  readonly periods: number;
  /** How many of the periods must breach; undefined where it was not said, and is all of them. */
  readonly datapoints?: number | undefined;
  readonly threshold: number;
  readonly comparison: Comparison;
  /** Undefined where it was not said, and is `missing`. */
  readonly missing?: MissingData | undefined;
  readonly description?: string | undefined;
  readonly actions: Readonly<Record<AlarmState, readonly string[]>>;
};

export type Alarm = {
  readonly account: string;
  readonly region: string;
  readonly name: string;
  readonly arn: string;
  readonly tags: ReadonlyMap<string, string>;
  settings: AlarmSettings;
  actionsEnabled: boolean;
  configuredAt: Instant;
  state: AlarmState;
  reason: string;
  reasonData?: string | undefined;
  stateUpdatedAt: Instant;
  /** When it came into its state from another. */
  transitionedAt: Instant;
};

/** By `<Region> <name>`. */
export const alarms = perAccount<Map<string, Alarm>>(() => new Map());

export function alarmArn(account: string, region: string, name: string): string {
  return `arn:${PARTITION}:cloudwatch:${region}:${account}:alarm:${name}`;
}

type Where = { readonly world: World; readonly caller: { readonly account: string }; readonly region: string };

export function alarmNamed({ world, caller, region }: Where, name: string): Alarm | undefined {
  return alarms(world, caller.account).get(`${region} ${name}`);
}

/** Throws ResourceNotFound; the words are not verified. */
export function findAlarm(where: Where, name: string): Alarm {
  const found = alarmNamed(where, name);
  if (found) return found;
  throw new AwsError("ResourceNotFound", `The alarm ${name} does not exist.`, 404);
}
