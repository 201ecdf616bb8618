import { PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import { UpdateAssumeRolePolicyCommand } from "@aws-sdk/client-iam";
import type { SchedulerClient } from "@aws-sdk/client-scheduler";
import { CreateQueueCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { addFault } from "../../../mock-aws/faults.ts";
import { lostEvents } from "../../../mock-aws/lost-events.ts";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { policy } from "../../support/session.ts";
import { type Catcher, catcher } from "../events/catcher.ts";
import { allow, createTicker, creation, ROLE, schedulerOf, type Wish } from "./cast.ts";

const ARN = "arn:aws:scheduler:us-east-1:111122223333:schedule/default/tick";
const BUS = "arn:aws:events:us-east-1:111122223333:event-bus/default";
const queueArn = (name: string) => `arn:aws:sqs:us-east-1:111122223333:${name}`;

let aws: TestAws;
let scheduler: SchedulerClient;
let caught: Catcher;
beforeEach(async () => {
  aws = await startLocalAws();
  scheduler = schedulerOf(aws);
  caught = catcher(aws);
  for (const QueueName of ["work", "dead"]) await aws.admin.sqs.send(new CreateQueueCommand({ QueueName }));
  await createTicker(aws, ["lambda:InvokeFunction", "sqs:SendMessage", "events:PutEvents"]);
});
afterEach(() => aws.close());

const send = (Target: Wish["Target"]) => scheduler.send(creation({ ScheduleExpression: "rate(1 day)", Target }));

async function messages(queue: string) {
  const QueueUrl = `${aws.endpoint}/111122223333/${queue}`;
  const wish = { QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ["All"] };
  const { Messages = [] } = await aws.admin.sqs.send(new ReceiveMessageCommand(wish));
  return Messages.map(({ Body, MessageAttributes = {} }) => ({
    body: Body,
    attributes: Object.fromEntries(Object.entries(MessageAttributes).map(([name, value]) => [name, value.StringValue])),
  }));
}

describe("a target gets its input", () => {
  test("a function, with the schedule's context attributes filled in", async () => {
    const Input =
      '{"at":"<aws.scheduler.scheduled-time>","by":"<aws.scheduler.schedule-arn>","try":"<aws.scheduler.attempt-number>"}';
    await send({ Arn: caught.arn, Input });
    await aws.advance(0);
    expect(caught.events).toEqual([{ at: "2026-03-01T09:00:00Z", by: ARN, try: "1" }]);
  });

  test("a function without an input, an event of Scheduler's", async () => {
    await send({ Arn: caught.arn });
    await aws.advance(0);
    expect(caught.events).toMatchObject([
      { source: "aws.scheduler", "detail-type": "Scheduled Event", resources: [ARN], detail: "{}" },
    ]);
  });

  test("a queue", async () => {
    await send({ Arn: queueArn("work"), Input: "good morning" });
    await aws.advance(0);
    expect(await messages("work")).toEqual([{ body: "good morning", attributes: {} }]);
  });

  test("an event bus, as an event", async () => {
    await aws.admin.events.send(new PutRuleCommand({ Name: "rule", EventPattern: '{"source":["my.clock"]}' }));
    await aws.admin.events.send(new PutTargetsCommand({ Rule: "rule", Targets: [{ Id: "1", Arn: caught.arn }] }));
    const EventBridgeParameters = { Source: "my.clock", DetailType: "tick" };
    await send({ Arn: BUS, Input: '{"n":1}', EventBridgeParameters });
    await aws.advance(0);
    expect(caught.events).toMatchObject([{ source: "my.clock", "detail-type": "tick", detail: { n: 1 } }]);
  });
});

describe("a role that may not", () => {
  test.each([
    ["the function", () => caught.arn, {}],
    ["the queue", () => queueArn("work"), {}],
    ["the bus", () => BUS, { Input: "{}", EventBridgeParameters: { Source: "my.clock", DetailType: "tick" } }],
  ])("use %s keeps the schedule from it", async (_what, arn, more) => {
    await allow(aws, ["s3:GetObject"]);
    await send({ Arn: arn(), ...more });
    await aws.advance(3600);
    expect(caught.events).toEqual([]);
    expect(await messages("work")).toEqual([]);
    expect(lostEvents(aws.aws.world())).toMatchObject([
      { by: ARN, target: arn(), reason: expect.stringContaining("AccessDeniedException") },
    ]);
  });

  test("be assumed any more keeps it from it as well", async () => {
    await scheduler.send(creation({ Target: { Arn: caught.arn } }));
    await aws.advance(0);
    const PolicyDocument = policy({
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: "sts:AssumeRole",
    });
    await aws.admin.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: "ticker", PolicyDocument }));
    await aws.advance(60);
    expect(caught.events).toHaveLength(1);
    expect(lostEvents(aws.aws.world())).toMatchObject([{ by: ARN, reason: expect.stringContaining(ROLE) }]);
  });
});

describe("a target that fails", () => {
  const DeadLetterConfig = { Arn: queueArn("dead") };
  const breakFunctions = (times: number) =>
    addFault(aws.aws.world(), { service: "lambda", operation: "Invoke", fault: "throttle", times });

  test("is tried again until it works", async () => {
    breakFunctions(3);
    await send({ Arn: caught.arn, Input: '{"try":"<aws.scheduler.attempt-number>"}' });
    await aws.advance(6);
    expect(caught.events).toEqual([]);
    await aws.advance(1);
    expect(caught.events).toEqual([{ try: "4" }]);
  });

  test("as often as its RetryPolicy says; then the input is a dead letter", async () => {
    breakFunctions(3);
    await send({ Arn: caught.arn, Input: "[1]", DeadLetterConfig, RetryPolicy: { MaximumRetryAttempts: 2 } });
    await aws.advance(3600);
    expect(caught.events).toEqual([]);
    expect(await messages("dead")).toEqual([
      {
        body: "[1]",
        attributes: {
          SCHEDULE_ARN: ARN,
          TARGET_ARN: caught.arn,
          SCHEDULED_TIME: "2026-03-01T09:00:00Z",
          EXECUTION_ID: expect.stringMatching(/^[0-9a-f]{16}$/),
          ERROR_CODE: "THROTTLING",
          ERROR_MESSAGE: "The target throttled the call.",
          RETRY_ATTEMPTS: "2",
          IS_PAYLOAD_TRUNCATED: "false",
          EXHAUSTED_RETRY_CONDITION: "MaximumRetryAttempts",
        },
      },
    ]);
  });

  test("for as long as its RetryPolicy says", async () => {
    breakFunctions(1000);
    await send({ Arn: caught.arn, DeadLetterConfig, RetryPolicy: { MaximumEventAgeInSeconds: 60 } });
    await aws.advance(60);
    const [letter] = await messages("dead");
    expect(letter?.attributes["EXHAUSTED_RETRY_CONDITION"]).toBe("MaximumEventAgeInSeconds");
  });

  test("is not tried again where it is not there", async () => {
    await send({ Arn: "arn:aws:lambda:us-east-1:111122223333:function:nobody", DeadLetterConfig });
    await aws.advance(0);
    expect((await messages("dead")).map(({ attributes }) => attributes["RETRY_ATTEMPTS"])).toEqual(["0"]);
  });

  test("is lost where the role may not send to the dead-letter queue", async () => {
    await allow(aws, ["lambda:InvokeFunction"]);
    await send({ Arn: "arn:aws:lambda:us-east-1:111122223333:function:nobody", DeadLetterConfig });
    await aws.advance(0);
    expect(await messages("dead")).toEqual([]);
    expect(lostEvents(aws.aws.world())).toMatchObject([{ by: ARN }]);
  });
});
