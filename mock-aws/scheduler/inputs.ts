// What CreateSchedule and UpdateSchedule are given, and what Scheduler refuses of it.
// https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html
import { z } from "zod";
import { AwsError, NotImplementedError } from "../aws-error.ts";
import { DEFAULT_RETRIES } from "../events/retry.ts";
import { integer, oneOf, text, time } from "../input.ts";
import type { Access, Call } from "../operation.ts";
import { roleMay } from "../role-may.ts";
import { rowOf } from "../row-of.ts";
import { CALLS, groupArn } from "./deliver.ts";
import { readOccurrences } from "./occurrences.ts";
import { type ScheduleSettings, scheduleArn } from "./schedules.ts";

export const scheduleName = text({ min: 1, max: 64, pattern: /[0-9a-zA-Z\-_.]+/ });
export const groupName = scheduleName;

const target = z.strictObject({
  Arn: text({ min: 1, max: 1600 }),
  RoleArn: text({ min: 1, max: 1600, pattern: /arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@\-/]+/ }),
  Input: text({ min: 1 }).optional(),
  DeadLetterConfig: z
    .strictObject({
      Arn: text({ min: 1, max: 1600, pattern: /arn:aws[a-z-]*:sqs:[a-z0-9-]+:\d{12}:[a-zA-Z0-9\-_]+/ }).optional(),
    })
    .optional(),
  RetryPolicy: z
    .strictObject({
      MaximumRetryAttempts: integer(0, 185).optional(),
      MaximumEventAgeInSeconds: integer(60, 86400).optional(),
    })
    .optional(),
  EventBridgeParameters: z
    .strictObject({ DetailType: text({ min: 1, max: 128 }), Source: text({ min: 1, max: 256 }) })
    .optional(),
});

export const scheduleInput = z.object({
  Name: scheduleName,
  GroupName: groupName.optional(),
  ScheduleExpression: text({ min: 1, max: 256 }),
  ScheduleExpressionTimezone: text({ min: 1, max: 50 }).optional(),
  FlexibleTimeWindow: z.strictObject({
    Mode: oneOf(["OFF", "FLEXIBLE"]),
    MaximumWindowInMinutes: integer(1, 1440).optional(),
  }),
  Target: target,
  State: oneOf(["ENABLED", "DISABLED"]).optional(),
  Description: text({ max: 512 }).optional(),
  StartDate: time().optional(),
  EndDate: time().optional(),
  ActionAfterCompletion: oneOf(["NONE", "DELETE"]).optional(),
  ClientToken: text({ min: 1, max: 64 }).optional(),
});

type Wish = z.infer<typeof scheduleInput>;

export function onSchedule(action: string, name: string, group: string | undefined, { caller, region }: Call): Access {
  return { action: `scheduler:${action}`, resource: scheduleArn(caller.account, region, name, group) };
}

/** Whoever gives Scheduler a role must be allowed to pass that role. */
export function toPass({ Target: { RoleArn } }: Wish): Access {
  return { action: "iam:PassRole", resource: RoleArn, context: { "iam:PassedToService": "scheduler.amazonaws.com" } };
}

/** Throws ResourceNotFoundException for any group but `default`: there is no way to make one here. */
export function refuseOtherGroups(group: string | undefined): void {
  if (group === undefined || group === "default") return;
  throw new AwsError("ResourceNotFoundException", `Schedule group ${group} does not exist.`, 404);
}

/** One zone under two names of the time zone database; CDK writes the longer. */
const UTC = new Set(["UTC", "Etc/UTC"]);

/** Throws before anything is changed. What is not said has AWS's default, in an update too. */
export function readSettings(wish: Wish, call: Call, createdAt: number): ScheduleSettings {
  const { FlexibleTimeWindow: window, Target, StartDate, EndDate, ScheduleExpressionTimezone = "UTC" } = wish;
  if (!UTC.has(ScheduleExpressionTimezone)) throw new NotImplementedError("time zones of schedules other than UTC");
  const isFlexible = window.Mode === "FLEXIBLE";
  if (isFlexible !== (window.MaximumWindowInMinutes !== undefined)) {
    refuse("MaximumWindowInMinutes must be set for the mode FLEXIBLE, and for no other.");
  }
  const settings: ScheduleSettings = {
    expression: wish.ScheduleExpression,
    target: { ...Target, RetryPolicy: { ...DEFAULT_RETRIES, ...withoutUndefined(Target.RetryPolicy ?? {}) } },
    window,
    state: wish.State ?? "ENABLED",
    afterwards: wish.ActionAfterCompletion ?? "NONE",
    description: wish.Description,
    startsAt: StartDate?.getTime(),
    endsAt: EndDate?.getTime(),
  };
  const { isOneTime, next } = readOccurrences(settings.expression, { ...settings, createdAt });
  if (isOneTime && next(call.now - 1) === undefined) throw new NotImplementedError("one-time schedules in the past");
  checkTarget(Target);
  checkRole(Target.RoleArn, call);
  return settings;
}

function withoutUndefined<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Partial<T>;
}

function refuse(message: string): never {
  throw new AwsError("ValidationException", message);
}

function checkTarget({ Arn, Input, EventBridgeParameters }: Wish["Target"]): void {
  const [, service = ""] = /^arn:aws[\w-]*:([\w-]+):[\w-]*:(?:\d{12})?:\S+$/.exec(Arn) ?? [];
  if (service === "") refuse(`Provided Arn is not in correct format: ${Arn}`);
  if (rowOf(CALLS, service) === undefined) throw new NotImplementedError(`targets of schedules in ${service}`);
  if (service === "sqs" && Arn.endsWith(".fifo")) throw new NotImplementedError("FIFO queues as targets of schedules");
  const isBus = service === "events";
  if (isBus !== (EventBridgeParameters !== undefined)) {
    refuse("EventBridgeParameters must be set for event buses, and for no other target.");
  }
  if (Input === undefined) {
    if (isBus) refuse("Input must be set for event buses.");
  } else if (service !== "sqs" && !isSound(Input, isBus)) refuse("Input is not valid JSON.");
}

/** An event's detail is an object. */
function isSound(input: string, isDetail: boolean): boolean {
  try {
    const value: unknown = JSON.parse(input);
    return !isDetail || (typeof value === "object" && value !== null && !Array.isArray(value));
  } catch {
    return false;
  }
}

/** Whether Scheduler can assume the role is looked at when it is named, on behalf of the group. */
function checkRole(roleArn: string, { world, region, caller }: Call): void {
  const { account } = caller;
  const use = { roleArn, service: "scheduler.amazonaws.com", sessionName: "validation", region };
  const source = { sourceArn: groupArn({ account, region }), sourceAccount: account };
  const answer = roleMay(world, { ...use, ...source }, { action: "sts:GetCallerIdentity", resource: "*" });
  if (answer === "not-trusted") {
    refuse("The execution role you provide must allow AWS EventBridge Scheduler to assume the role.");
  }
}
