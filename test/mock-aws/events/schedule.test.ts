import {
  CreateEventBusCommand,
  DeleteRuleCommand,
  DisableRuleCommand,
  EnableRuleCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { type Catcher, catcher } from "./catcher.ts";

let aws: TestAws;
let caught: Catcher;
beforeEach(async () => {
  aws = await startLocalAws();
  caught = catcher(aws);
});
afterEach(() => aws.close());

async function schedule(ScheduleExpression: string): Promise<void> {
  await aws.admin.events.send(new PutRuleCommand({ Name: "tick", ScheduleExpression }));
  await aws.admin.events.send(new PutTargetsCommand({ Rule: "tick", Targets: [{ Id: "1", Arn: caught.arn }] }));
}

describe("a rate", () => {
  test("runs each time it has passed, from when the rule was made, by the virtual clock", async () => {
    await schedule("rate(1 minute)");
    await aws.advance(59);
    expect(caught.events).toHaveLength(0);
    await aws.advance(1);
    expect(caught.events).toEqual([
      {
        version: "0",
        id: expect.any(String),
        "detail-type": "Scheduled Event",
        source: "aws.events",
        account: "111122223333",
        time: "2026-03-01T09:01:00Z",
        region: "us-east-1",
        resources: ["arn:aws:events:us-east-1:111122223333:rule/tick"],
        detail: {},
      },
    ]);
    await aws.advance(12 * 3600);
    expect(caught.events).toHaveLength(1 + 12 * 60);
  });

  test("stops with the rule, and starts anew with it", async () => {
    await schedule("rate(5 minutes)");
    await aws.advance(200);
    await aws.admin.events.send(new DisableRuleCommand({ Name: "tick" }));
    await aws.advance(3600);
    await aws.admin.events.send(new EnableRuleCommand({ Name: "tick" }));
    await aws.advance(299);
    expect(caught.events).toHaveLength(0);
    await aws.advance(1);
    expect(caught.events).toHaveLength(1);
  });

  test("that is changed replaces the old one", async () => {
    await schedule("rate(1 minute)");
    await schedule("rate(1 hour)");
    await aws.advance(3600);
    expect(caught.events).toHaveLength(1);
  });

  test("ends with the rule's deletion", async () => {
    await schedule("rate(1 day)");
    await aws.admin.events.send(new RemoveTargetsCommand({ Rule: "tick", Ids: ["1"] }));
    await aws.admin.events.send(new DeleteRuleCommand({ Name: "tick" }));
    await aws.advance(86400);
    expect(caught.events).toHaveLength(0);
  });
});

test.each([
  "rate(10 seconds)",
  "rate(1 minutes)",
  "rate(10 minute)",
  "rate()",
  "rate(10)",
  "rate(0 minutes)",
  "rate(-10 minutes)",
  "rate(10 MINUTES)",
  "rate( 10 minutes )",
  " rate(10 minutes)",
  "every minute",
])("%s is no schedule", async (expression) => {
  await expect(schedule(expression)).rejects.toMatchObject({
    name: "ValidationException",
    message: "Parameter ScheduleExpression is not valid.",
  });
});

describe("a cron expression", () => {
  test("runs at its times, by the virtual clock", async () => {
    await schedule("cron(0/30 10 ? * MON-FRI *)");
    await aws.advance(3 * 86400); // From Sunday morning to Wednesday morning.
    expect(caught.events.map((event) => (event as { time: string }).time)).toEqual([
      "2026-03-02T10:00:00Z",
      "2026-03-02T10:30:00Z",
      "2026-03-03T10:00:00Z",
      "2026-03-03T10:30:00Z",
    ]);
  });

  test("whose years are over is taken, and never runs", async () => {
    await schedule("cron(15 10 ? * 6L 2002-2005)");
    await aws.advance(86400 * 60);
    expect(caught.events).toEqual([]);
  });

  test.each(["cron(0 1 * * * *)", "cron(7 20 * * NOT *)", "cron(INVALID)", "cron()", "cron(0 12 * * ? *"])(
    "%s is no schedule",
    async (expression) => {
      await expect(schedule(expression)).rejects.toMatchObject({
        name: "ValidationException",
        message: "Parameter ScheduleExpression is not valid.",
      });
    },
  );
});

test("schedules run on the default bus only", async () => {
  await aws.admin.events.send(new CreateEventBusCommand({ Name: "own" }));
  const rule = new PutRuleCommand({ Name: "tick", EventBusName: "own", ScheduleExpression: "rate(1 minute)" });
  await expect(aws.admin.events.send(rule)).rejects.toMatchObject({
    name: "ValidationException",
    message: "ScheduleExpression is supported only on the default event bus.",
  });
});
