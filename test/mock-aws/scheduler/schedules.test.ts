import {
  DeleteScheduleCommand,
  GetScheduleCommand,
  ListSchedulesCommand,
  type ListSchedulesCommandInput,
  type SchedulerClient,
  UpdateScheduleCommand,
} from "@aws-sdk/client-scheduler";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { sessionWith } from "../../support/session.ts";
import { type Catcher, catcher } from "../events/catcher.ts";
import { createTicker, creation, ROLE, schedulerOf, TRUST, type Wish } from "./cast.ts";

const ARN = "arn:aws:scheduler:us-east-1:111122223333:schedule/default/tick";

let aws: TestAws;
let scheduler: SchedulerClient;
let caught: Catcher;
beforeEach(async () => {
  aws = await startLocalAws();
  scheduler = schedulerOf(aws);
  caught = catcher(aws);
});
afterEach(() => aws.close());

const create = (wish: Partial<Wish> = {}) =>
  scheduler.send(creation({ ...wish, Target: { Arn: caught.arn, Input: '{"n":1}', ...wish.Target } }));

const update = (wish: Partial<Wish>) =>
  scheduler.send(
    new UpdateScheduleCommand(
      creation({ ...wish, Target: { Arn: caught.arn, Input: '{"n":2}', ...wish.Target } }).input,
    ),
  );

describe("with a role that Scheduler may assume", () => {
  beforeEach(() => createTicker(aws, ["lambda:InvokeFunction"]));

  describe("a rate", () => {
    test("sends the input at once, and each time it has passed, by the virtual clock", async () => {
      expect((await create()).ScheduleArn).toBe(ARN);
      await aws.advance(0);
      expect(caught.events).toEqual([{ n: 1 }]);
      await aws.advance(59);
      expect(caught.events).toHaveLength(1);
      await aws.advance(1);
      expect(caught.events).toHaveLength(2);
      await aws.advance(12 * 3600);
      expect(caught.events).toHaveLength(2 + 12 * 60);
    });

    test("begins and ends when it is said", async () => {
      const at = (minutes: number) => new Date(aws.now() + minutes * 60_000);
      await create({ ScheduleExpression: "rate(10 minutes)", StartDate: at(30), EndDate: at(60) });
      await aws.advance(30 * 60 - 1);
      expect(caught.events).toHaveLength(0);
      await aws.advance(24 * 3600);
      expect(caught.events).toHaveLength(4);
    });

    test("stops while the schedule is disabled, and keeps its step", async () => {
      await create({ ScheduleExpression: "rate(1 hour)" });
      await aws.advance(1800);
      await update({ ScheduleExpression: "rate(1 hour)", State: "DISABLED" });
      await aws.advance(3 * 3600);
      expect(caught.events).toEqual([{ n: 1 }]);
      await update({ ScheduleExpression: "rate(1 hour)" });
      await aws.advance(1799);
      expect(caught.events).toHaveLength(1);
      await aws.advance(1);
      expect(caught.events).toEqual([{ n: 1 }, { n: 2 }]);
    });

    test("ends with the schedule's deletion", async () => {
      await create();
      await aws.advance(0);
      await scheduler.send(new DeleteScheduleCommand({ Name: "tick" }));
      await aws.advance(3600);
      expect(caught.events).toHaveLength(1);
      await expect(scheduler.send(new GetScheduleCommand({ Name: "tick" }))).rejects.toMatchObject({
        name: "ResourceNotFoundException",
      });
    });
  });

  test("a cron expression runs at its times", async () => {
    await create({ ScheduleExpression: "cron(0/30 10 ? * MON *)" });
    await aws.advance(3 * 86400); // From Sunday morning to Wednesday morning.
    expect(caught.events).toHaveLength(2);
  });

  test("a one-time schedule runs once; its deletion afterwards is a matter of wish", async () => {
    const once = { ScheduleExpression: "at(2026-03-01T10:00:00)" };
    await create({ ...once, Name: "stays" });
    await create({ ...once, Name: "goes", ActionAfterCompletion: "DELETE" });
    await aws.advance(3599);
    expect(caught.events).toHaveLength(0);
    await aws.advance(86400);
    expect(caught.events).toHaveLength(2);
    const { Schedules } = await scheduler.send(new ListSchedulesCommand({}));
    expect(Schedules?.map(({ Name }) => Name)).toEqual(["stays"]);
  });

  test("GetSchedule shows what was created, with AWS's defaults", async () => {
    await create({ Description: "ticks", FlexibleTimeWindow: { Mode: "FLEXIBLE", MaximumWindowInMinutes: 5 } });
    expect(await scheduler.send(new GetScheduleCommand({ Name: "tick", GroupName: "default" }))).toMatchObject({
      Arn: ARN,
      GroupName: "default",
      Name: "tick",
      Description: "ticks",
      ScheduleExpression: "rate(1 minute)",
      ScheduleExpressionTimezone: "UTC",
      FlexibleTimeWindow: { Mode: "FLEXIBLE", MaximumWindowInMinutes: 5 },
      State: "ENABLED",
      ActionAfterCompletion: "NONE",
      CreationDate: new Date("2026-03-01T09:00:00Z"),
      Target: {
        Arn: caught.arn,
        RoleArn: ROLE,
        RetryPolicy: { MaximumRetryAttempts: 185, MaximumEventAgeInSeconds: 86400 },
      },
    });
  });

  test("ListSchedules lists by prefix and state, in pages", async () => {
    for (const Name of ["a-1", "a-2", "b-1"]) {
      await create({ Name, State: Name === "a-2" ? "DISABLED" : "ENABLED" });
    }
    const names = async (wish: ListSchedulesCommandInput) => {
      const { Schedules = [], NextToken } = await scheduler.send(new ListSchedulesCommand(wish));
      return { names: Schedules.map(({ Name }) => Name), NextToken };
    };
    expect((await names({ NamePrefix: "a-" })).names).toEqual(["a-1", "a-2"]);
    expect((await names({ State: "DISABLED" })).names).toEqual(["a-2"]);
    const first = await names({ MaxResults: 2 });
    expect(first.names).toEqual(["a-1", "a-2"]);
    expect((await names({ MaxResults: 2, NextToken: first.NextToken ?? "" })).names).toEqual(["b-1"]);
  });

  test("a name is taken once; the same call made again finds what it has made", async () => {
    await create({ ClientToken: "one" });
    expect((await create({ ClientToken: "one" })).ScheduleArn).toBe(ARN);
    await expect(create({ ClientToken: "two" })).rejects.toMatchObject({ name: "ConflictException" });
  });

  test.each<[string, Partial<Wish>, string]>([
    ["an expression without a unit", { ScheduleExpression: "rate(5)" }, "ValidationException"],
    ["an expression in words", { ScheduleExpression: "each minute" }, "ValidationException"],
    ["a rate of nothing", { ScheduleExpression: "rate(0 minutes)" }, "ValidationException"],
    ["a day that there is not", { ScheduleExpression: "at(2026-02-31T10:00)" }, "ValidationException"],
    ["a one-time schedule in the past", { ScheduleExpression: "at(2026-02-01T10:00:00)" }, "NotImplemented"],
    ["another time zone", { ScheduleExpressionTimezone: "Europe/Vienna" }, "NotImplemented"],
    ["another group", { GroupName: "own" }, "ResourceNotFoundException"],
    ["a key", { KmsKeyArn: "arn:aws:kms:us-east-1:111122223333:key/1" }, "NotImplemented"],
    ["a window without its length", { FlexibleTimeWindow: { Mode: "FLEXIBLE" } }, "ValidationException"],
    [
      "a target that is no service of the local AWS's Scheduler",
      { Target: { Arn: "arn:aws:scheduler:::aws-sdk:sqs:purgeQueue" } },
      "NotImplemented",
    ],
    ["an input for a function that is no JSON", { Target: { Arn: "", Input: "{" } }, "ValidationException"],
  ])("%s is refused", async (_what, wish, name) => {
    const { Target } = wish;
    const complete = Target?.Arn === "" ? { ...wish, Target: { ...Target, Arn: caught.arn } } : wish;
    await expect(create(complete)).rejects.toMatchObject({ name });
    expect((await scheduler.send(new ListSchedulesCommand({}))).Schedules).toEqual([]);
  });

  test("creating takes the permission on the schedule, and to pass the role to Scheduler", async () => {
    const may = { Effect: "Allow", Action: "scheduler:CreateSchedule", Resource: ARN };
    const pass = {
      Effect: "Allow",
      Action: "iam:PassRole",
      Resource: ROLE,
      Condition: { StringEquals: { "iam:PassedToService": "scheduler.amazonaws.com" } },
    };
    const as = async (...statements: object[]) =>
      schedulerOf(aws, (await sessionWith(aws, ...(statements as never[]))).keys);
    const wish = creation({ Target: { Arn: caught.arn } });
    await expect((await as(may)).send(wish)).rejects.toMatchObject({
      name: "AccessDeniedException",
      message: expect.stringContaining(`iam:PassRole on resource: ${ROLE}`),
    });
    await expect((await as(pass)).send(wish)).rejects.toMatchObject({
      message: expect.stringContaining(`scheduler:CreateSchedule on resource: ${ARN}`),
    });
    expect((await (await as(may, pass)).send(wish)).ScheduleArn).toBe(ARN);
  });
});

describe("a role is refused", () => {
  const refusal = {
    name: "ValidationException",
    message: "The execution role you provide must allow AWS EventBridge Scheduler to assume the role.",
  };

  test("that there is not", async () => {
    await expect(create()).rejects.toMatchObject(refusal);
  });

  test("that trusts another service", async () => {
    await createTicker(aws, ["lambda:InvokeFunction"], { ...TRUST, Principal: { Service: "events.amazonaws.com" } });
    await expect(create()).rejects.toMatchObject(refusal);
  });

  test("that trusts one schedule in place of its group", async () => {
    await createTicker(aws, ["lambda:InvokeFunction"], {
      ...TRUST,
      Condition: { ArnEquals: { "aws:SourceArn": ARN } },
    });
    await expect(create()).rejects.toMatchObject(refusal);
  });
});
