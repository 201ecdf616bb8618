import {
  CreateRoleCommand,
  DeleteRolePolicyCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import {
  DeleteFunctionEventInvokeConfigCommand,
  type DestinationConfig,
  GetFunctionEventInvokeConfigCommand,
  InvokeCommand,
  PutFunctionConcurrencyCommand,
  PutFunctionEventInvokeConfigCommand,
  UpdateFunctionConfigurationCommand,
  UpdateFunctionEventInvokeConfigCommand,
} from "@aws-sdk/client-lambda";
import { CreateQueueCommand, type Message, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { registerFunction } from "../../../mock-aws/lambda/functions.ts";
import { lostEvents } from "../../../mock-aws/lost-events.ts";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { policy } from "../../support/session.ts";

const FunctionName = "worker";
const ARN = "arn:aws:lambda:us-east-1:111122223333:function:worker";
const queueArn = (name: string) => `arn:aws:sqs:us-east-1:111122223333:${name}`;

let aws: TestAws;
/** Seconds at which the function ran. */
let runs: number[];
let works: boolean;
beforeEach(async () => {
  aws = await startLocalAws();
  runs = [];
  works = false;
  for (const QueueName of ["dead", "failed", "done"]) {
    await aws.admin.sqs.send(new CreateQueueCommand({ QueueName }));
  }
  const trust = policy({ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" });
  await aws.admin.iam.send(new CreateRoleCommand({ RoleName: FunctionName, AssumeRolePolicyDocument: trust }));
  await allowSending();
  const start = aws.now();
  registerFunction(aws.aws.world(), {
    account: "111122223333",
    region: "us-east-1",
    name: FunctionName,
    role: `arn:aws:iam::111122223333:role/${FunctionName}`,
    handler: async () => {
      runs.push((aws.now() - start) / 1000);
      if (!works) throw new Error("broken");
      return { ok: true };
    },
  });
});
afterEach(() => aws.close());

async function allowSending(): Promise<void> {
  const PolicyDocument = policy({ Effect: "Allow", Action: "sqs:SendMessage", Resource: queueArn("*") });
  await aws.admin.iam.send(new PutRolePolicyCommand({ RoleName: FunctionName, PolicyName: "send", PolicyDocument }));
}

const forbidSending = () =>
  aws.admin.iam.send(new DeleteRolePolicyCommand({ RoleName: FunctionName, PolicyName: "send" }));

type Settings = {
  readonly MaximumRetryAttempts?: number;
  readonly MaximumEventAgeInSeconds?: number;
  readonly DestinationConfig?: DestinationConfig;
};

const put = (settings: Settings) =>
  aws.admin.lambda.send(new PutFunctionEventInvokeConfigCommand({ FunctionName, ...settings }));

const show = () => aws.admin.lambda.send(new GetFunctionEventInvokeConfigCommand({ FunctionName }));

const sendEvent = () =>
  aws.admin.lambda.send(new InvokeCommand({ FunctionName, InvocationType: "Event", Payload: '{"a":1}' }));

const deadLetterTo = (name: string) =>
  aws.admin.lambda.send(
    new UpdateFunctionConfigurationCommand({ FunctionName, DeadLetterConfig: { TargetArn: name && queueArn(name) } }),
  );

async function messages(queue: string): Promise<readonly Message[]> {
  const QueueUrl = `${aws.endpoint}/111122223333/${queue}`;
  const wish = { QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ["All"] };
  return (await aws.admin.sqs.send(new ReceiveMessageCommand(wish))).Messages ?? [];
}

const bodies = async (queue: string) => (await messages(queue)).map(({ Body = "" }) => JSON.parse(Body));

describe("the settings", () => {
  test("are what was put; an update changes what it names, and Put all", async () => {
    await put({
      MaximumRetryAttempts: 1,
      DestinationConfig: { OnFailure: { Destination: queueArn("failed") } },
    });
    expect(await show()).toMatchObject({
      FunctionArn: `${ARN}:$LATEST`,
      LastModified: new Date("2026-03-01T09:00:00Z"),
      MaximumRetryAttempts: 1,
      DestinationConfig: { OnSuccess: {}, OnFailure: { Destination: queueArn("failed") } },
    });
    await aws.admin.lambda.send(
      new UpdateFunctionEventInvokeConfigCommand({ FunctionName, MaximumEventAgeInSeconds: 60 }),
    );
    expect(await show()).toMatchObject({
      MaximumRetryAttempts: 1,
      MaximumEventAgeInSeconds: 60,
      DestinationConfig: { OnFailure: { Destination: queueArn("failed") } },
    });
    await put({ MaximumEventAgeInSeconds: 120 });
    const shown = await show();
    expect(shown).toMatchObject({
      MaximumEventAgeInSeconds: 120,
      DestinationConfig: { OnSuccess: {}, OnFailure: {} },
    });
    expect(shown.MaximumRetryAttempts).toBeUndefined();
  });

  test("are gone when they are deleted, and there is nothing to update or delete then", async () => {
    await put({ MaximumRetryAttempts: 0 });
    await aws.admin.lambda.send(new DeleteFunctionEventInvokeConfigCommand({ FunctionName }));
    const gone = {
      name: "ResourceNotFoundException",
      message: `The function ${ARN}:$LATEST doesn't have an EventInvokeConfig`,
    };
    await expect(show()).rejects.toMatchObject(gone);
    const update = new UpdateFunctionEventInvokeConfigCommand({ FunctionName, MaximumRetryAttempts: 1 });
    await expect(aws.admin.lambda.send(update)).rejects.toMatchObject(gone);
    const remove = new DeleteFunctionEventInvokeConfigCommand({ FunctionName });
    await expect(aws.admin.lambda.send(remove)).rejects.toMatchObject(gone);
    await sendEvent();
    await aws.advance(3600);
    expect(runs).toEqual([0, 60, 180]);
  });

  test.each<[Settings, string]>([
    [{}, "InvalidParameterValueException"],
    [{ MaximumRetryAttempts: 3 }, "ValidationException"],
    [{ MaximumEventAgeInSeconds: 59 }, "ValidationException"],
    [{ MaximumEventAgeInSeconds: 21601 }, "ValidationException"],
    [{ DestinationConfig: { OnSuccess: { Destination: "done" } } }, "InvalidParameterValueException"],
    [
      { DestinationConfig: { OnFailure: { Destination: "arn:aws:sns:us-east-1:111122223333:topic" } } },
      "NotImplemented",
    ],
  ])("%j is refused: %s", async (settings, name) => {
    await expect(put(settings)).rejects.toMatchObject({ name });
  });
});

describe("an event that a function fails on", () => {
  test("is tried as often as the settings say", async () => {
    await put({ MaximumRetryAttempts: 0 });
    await sendEvent();
    await aws.advance(3600);
    expect(runs).toEqual([0]);
    await put({ MaximumRetryAttempts: 1 });
    await sendEvent();
    await aws.advance(3600);
    expect(runs).toEqual([0, 3600, 3660]);
  });

  test("is not tried again when it would be too old by then", async () => {
    await put({
      MaximumEventAgeInSeconds: 100,
      DestinationConfig: { OnFailure: { Destination: queueArn("failed") } },
    });
    await sendEvent();
    await aws.advance(3600);
    expect(runs).toEqual([0, 60]);
    expect(await bodies("failed")).toMatchObject([
      { requestContext: { condition: "EventAgeExceeded", approximateInvokeCount: 2 }, requestPayload: { a: 1 } },
    ]);
  });

  test("comes with its end to the on-failure destination", async () => {
    await put({ DestinationConfig: { OnFailure: { Destination: queueArn("failed") } } });
    await sendEvent();
    await aws.advance(3600);
    expect(await bodies("failed")).toEqual([
      {
        version: "1.0",
        timestamp: "2026-03-01T09:03:00.000Z",
        requestContext: {
          requestId: expect.any(String),
          functionArn: `${ARN}:$LATEST`,
          condition: "RetriesExhausted",
          approximateInvokeCount: 3,
        },
        requestPayload: { a: 1 },
        responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
        responsePayload: { errorType: "Error", errorMessage: "broken" },
      },
    ]);
    expect(lostEvents(aws.aws.world())).toEqual([]);
  });

  test("is lost where the role may not send to the dead-letter queue any more", async () => {
    await deadLetterTo("dead");
    await forbidSending();
    await sendEvent();
    await aws.advance(3600);
    expect(await messages("dead")).toEqual([]);
    expect(lostEvents(aws.aws.world())).toMatchObject([{ by: ARN, target: queueArn("dead") }]);
  });
});

test("an event that the function has dealt with comes to the on-success destination", async () => {
  works = true;
  await put({
    DestinationConfig: {
      OnSuccess: { Destination: queueArn("done") },
      OnFailure: { Destination: queueArn("failed") },
    },
  });
  await sendEvent();
  await aws.advance(60);
  expect(await bodies("done")).toMatchObject([
    {
      requestContext: { condition: "Success", approximateInvokeCount: 1 },
      responseContext: { statusCode: 200, executedVersion: "$LATEST" },
      responsePayload: { ok: true },
    },
  ]);
  expect(await messages("failed")).toEqual([]);
});

describe("a queue to which the role may not send is refused", () => {
  test("as a destination", async () => {
    await forbidSending();
    await expect(put({ DestinationConfig: { OnFailure: { Destination: queueArn("failed") } } })).rejects.toMatchObject({
      name: "InvalidParameterValueException",
      message: `The function's execution role does not have permissions to call SendMessage on ${queueArn("failed")}`,
    });
  });

  test("as is any queue where the role does not trust Lambda", async () => {
    const trust = policy({ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" });
    const wish = { RoleName: FunctionName, PolicyDocument: trust };
    await aws.admin.iam.send(new UpdateAssumeRolePolicyCommand(wish));
    await expect(deadLetterTo("dead")).rejects.toMatchObject({ name: "InvalidParameterValueException" });
  });

  test("as a dead-letter queue", async () => {
    await forbidSending();
    await expect(deadLetterTo("dead")).rejects.toMatchObject({
      name: "InvalidParameterValueException",
      message: "The provided execution role does not have permissions to call SendMessage on SQS",
    });
    await allowSending();
    expect((await deadLetterTo("dead")).DeadLetterConfig).toEqual({ TargetArn: queueArn("dead") });
    expect((await deadLetterTo("")).DeadLetterConfig).toBeUndefined();
  });
});

describe("a function without concurrency", () => {
  test("sends events to the dead-letter queue without running", async () => {
    await deadLetterTo("dead");
    await put({ DestinationConfig: { OnFailure: { Destination: queueArn("failed") } } });
    await aws.admin.lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 0 }));
    await sendEvent();
    await aws.advance(0);
    expect(runs).toEqual([]);
    const [letter, ...others] = await messages("dead");
    expect(others).toEqual([]);
    expect(letter?.Body).toBe('{"a":1}');
    expect(letter?.MessageAttributes?.["ErrorMessage"]?.StringValue).toMatch(/zero reserved concurrent executions/);
    expect(await bodies("failed")).toMatchObject([
      { requestContext: { condition: "ZeroReservedConcurrency", approximateInvokeCount: 0 } },
    ]);
  });
});
