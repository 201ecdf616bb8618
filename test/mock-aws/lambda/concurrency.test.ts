import {
  DeleteFunctionConcurrencyCommand,
  GetFunctionCommand,
  GetFunctionConcurrencyCommand,
  InvokeCommand,
  PutFunctionConcurrencyCommand,
  PutFunctionEventInvokeConfigCommand,
} from "@aws-sdk/client-lambda";
import { CreateQueueCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { registerFunction } from "../../../mock-aws/lambda/functions.ts";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { sessionWith } from "../../support/session.ts";

let aws: TestAws;
beforeEach(async () => {
  aws = await startLocalAws();
});
afterEach(() => aws.close());

/** A function that takes so many seconds; those at which it began. */
function registerSlow(seconds: number, FunctionName = "slow"): number[] {
  const begun: number[] = [];
  const { clock } = aws.aws.world();
  const start = aws.now();
  registerFunction(aws.aws.world(), {
    account: "111122223333",
    region: "us-east-1",
    name: FunctionName,
    deadLetter: "arn:aws:sqs:us-east-1:111122223333:dead",
    handler: async () => {
      begun.push((aws.now() - start) / 1000);
      await clock.sleep(seconds * 1000);
    },
  });
  return begun;
}

const reserve = (ReservedConcurrentExecutions: number, FunctionName = "slow") =>
  aws.admin.lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions }));

const sendEvent = () =>
  aws.admin.lambda.send(new InvokeCommand({ FunctionName: "slow", InvocationType: "Event", Payload: "{}" }));

test("reserved concurrency is shown, and is gone when it is deleted", async () => {
  registerSlow(1);
  const shown = async () => await aws.admin.lambda.send(new GetFunctionConcurrencyCommand({ FunctionName: "slow" }));
  expect((await shown()).ReservedConcurrentExecutions).toBeUndefined();
  expect((await reserve(5)).ReservedConcurrentExecutions).toBe(5);
  expect((await shown()).ReservedConcurrentExecutions).toBe(5);
  const { Concurrency } = await aws.admin.lambda.send(new GetFunctionCommand({ FunctionName: "slow" }));
  expect(Concurrency).toEqual({ ReservedConcurrentExecutions: 5 });
  await aws.admin.lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName: "slow" }));
  expect((await shown()).ReservedConcurrentExecutions).toBeUndefined();
});

test("100 of an account's 1,000 stay unreserved", async () => {
  registerSlow(1);
  registerSlow(1, "other");
  await reserve(900);
  await reserve(800);
  await reserve(100, "other");
  await expect(reserve(101, "other")).rejects.toMatchObject({
    name: "InvalidParameterValueException",
    message: expect.stringContaining("below its minimum value of [100]"),
  });
});

test("takes lambda:PutFunctionConcurrency on the function", async () => {
  registerSlow(1);
  const session = await sessionWith(aws, { Effect: "Allow", Action: "lambda:Get*", Resource: "*" });
  await session.lambda.send(new GetFunctionConcurrencyCommand({ FunctionName: "slow" }));
  const call = new PutFunctionConcurrencyCommand({ FunctionName: "slow", ReservedConcurrentExecutions: 0 });
  await expect(session.lambda.send(call)).rejects.toMatchObject({ name: "AccessDeniedException" });
});

describe("above its reserved concurrency", () => {
  const refusal = {
    name: "TooManyRequestsException",
    Reason: "ReservedFunctionConcurrentInvocationLimitExceeded",
    $metadata: { httpStatusCode: 429 },
  };

  test("a synchronous invocation is refused", async () => {
    const begun = registerSlow(10);
    await reserve(2);
    await sendEvent();
    await sendEvent();
    const invoke = () => aws.admin.lambda.send(new InvokeCommand({ FunctionName: "slow" }));
    aws.aws.world().clock.at(aws.now() + 5000, async () => {
      await expect(invoke()).rejects.toMatchObject(refusal);
      begun.push(-1);
    });
    await aws.advance(60);
    expect(begun).toEqual([0, 0, -1]);
  });

  test("every invocation is refused where it is zero", async () => {
    const begun = registerSlow(10);
    await reserve(0);
    const invoke = new InvokeCommand({ FunctionName: "slow" });
    await expect(aws.admin.lambda.send(invoke)).rejects.toMatchObject(refusal);
    expect(begun).toEqual([]);
  });

  test("an event waits, a little longer each time", async () => {
    const begun = registerSlow(100);
    await reserve(1);
    await sendEvent();
    await sendEvent();
    await aws.advance(600);
    expect(begun).toEqual([0, 127]); // Asked at 0, 1, 3, 7, 15, 31, 63 and 127 seconds.
  });

  test("an event goes to the dead-letter queue when it is as old as it may get", async () => {
    const begun = registerSlow(800);
    await aws.admin.sqs.send(new CreateQueueCommand({ QueueName: "dead" }));
    await reserve(1);
    const settings = { FunctionName: "slow", MaximumEventAgeInSeconds: 300 };
    await aws.admin.lambda.send(new PutFunctionEventInvokeConfigCommand(settings));
    await sendEvent();
    await sendEvent();
    await aws.advance(1000);
    expect(begun).toEqual([0]);
    const wish = { QueueUrl: `${aws.endpoint}/111122223333/dead`, MessageAttributeNames: ["All"] };
    const { Messages = [] } = await aws.admin.sqs.send(new ReceiveMessageCommand(wish));
    expect(Messages.map(({ MessageAttributes }) => MessageAttributes?.["ErrorCode"]?.StringValue)).toEqual(["429"]);
  });

  test("an event waits for six hours unless said", async () => {
    const begun = registerSlow(840);
    await aws.admin.sqs.send(new CreateQueueCommand({ QueueName: "dead" }));
    await reserve(1);
    for (let event = 0; event < 40; event++) await sendEvent();
    await aws.advance(12 * 3600);
    expect(begun.length).toBeLessThan(40);
    expect(begun.at(-1)).toBeLessThanOrEqual(6 * 3600);
    expect(begun.at(-1)).toBeGreaterThan(5 * 3600);
  });
});
