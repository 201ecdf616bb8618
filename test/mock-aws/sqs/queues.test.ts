import { PutEventsCommand, PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import { InvokeCommand } from "@aws-sdk/client-lambda";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ADMIN_KEY } from "../../../mock-aws/bootstrap.ts";
import { registerFunction } from "../../../mock-aws/lambda/functions.ts";
import { lostEvents } from "../../../mock-aws/lost-events.ts";
import { jsonService } from "../../support/json-service.ts";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { policy } from "../../support/session.ts";

let aws: TestAws;
beforeEach(async () => {
  aws = await startLocalAws();
});
afterEach(() => aws.close());

const sqs = (operation: string, input: object = {}) =>
  jsonService(aws, ADMIN_KEY, "sqs", "AmazonSQS", "1.0")(operation, input);

async function createQueue(QueueName: string, Attributes: Record<string, string> = {}): Promise<string> {
  const { QueueUrl } = await sqs("CreateQueue", { QueueName, Attributes });
  return QueueUrl ?? "";
}

type Received = {
  readonly MessageId: string;
  readonly ReceiptHandle: string;
  readonly Body: string;
  readonly Attributes?: Record<string, string>;
  readonly MessageAttributes?: Record<string, { readonly StringValue: string }>;
};

async function receive(QueueUrl: string, input: object = {}): Promise<readonly Received[]> {
  const wish = {
    QueueUrl,
    MaxNumberOfMessages: 10,
    MessageSystemAttributeNames: ["All"],
    MessageAttributeNames: ["All"],
    ...input,
  };
  return (await sqs("ReceiveMessage", wish))["Messages"] ?? [];
}

describe("a queue", () => {
  test("is created once, found by its name, and has AWS's defaults", async () => {
    const QueueUrl = await createQueue("work");
    expect(QueueUrl).toBe(`${aws.endpoint}/111122223333/work`);
    expect(await createQueue("work")).toBe(QueueUrl);
    expect(await sqs("GetQueueUrl", { QueueName: "work" })).toEqual({ QueueUrl });
    expect(await sqs("ListQueues")).toEqual({ QueueUrls: [QueueUrl] });
    const { Attributes } = await sqs("GetQueueAttributes", { QueueUrl, AttributeNames: ["All"] });
    expect(Attributes).toMatchObject({
      QueueArn: "arn:aws:sqs:us-east-1:111122223333:work",
      VisibilityTimeout: "30",
      MessageRetentionPeriod: "345600",
      ApproximateNumberOfMessages: "0",
    });
    const other = createQueue("work", { VisibilityTimeout: "5" });
    await expect(other).rejects.toMatchObject({ name: "QueueNameExists", status: 400 });
  });

  test("that was deleted is gone, and its name rests for a minute", async () => {
    const QueueUrl = await createQueue("work");
    await sqs("DeleteQueue", { QueueUrl });
    await expect(sqs("SendMessage", { QueueUrl, MessageBody: "a" })).rejects.toMatchObject({
      name: "QueueDoesNotExist",
      message: "The specified queue does not exist.",
    });
    await expect(createQueue("work")).rejects.toMatchObject({ name: "QueueDeletedRecently" });
    await aws.advance(60);
    await createQueue("work");
  });

  test.each<[string, object, string]>([
    ["CreateQueue", { QueueName: "work.fifo" }, "NotImplemented"],
    ["CreateQueue", { QueueName: "a b" }, "InvalidParameterValue"],
    ["CreateQueue", { QueueName: "a", Attributes: { VisibilityTimeout: "43201" } }, "InvalidAttributeValue"],
    ["CreateQueue", { QueueName: "a", Attributes: { Colour: "red" } }, "InvalidAttributeName"],
    ["CreateQueue", { QueueName: "a", Attributes: { KmsMasterKeyId: "k" } }, "NotImplemented"],
    [
      "CreateQueue",
      {
        QueueName: "a",
        Attributes: {
          RedrivePolicy: '{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:111122223333:none","maxReceiveCount":3}',
        },
      },
      "InvalidAttributeValue",
    ],
    ["GetQueueUrl", { QueueName: "nobody" }, "QueueDoesNotExist"],
  ])("%s %j is refused as %s", async (operation, input, name) => {
    await expect(sqs(operation, input)).rejects.toMatchObject({ name });
  });
});

describe("a message", () => {
  test("is received with its digests, and gone when it was deleted", async () => {
    const QueueUrl = await createQueue("work");
    const MessageAttributes = { colour: { DataType: "String", StringValue: "red" } };
    const sent = await sqs("SendMessage", { QueueUrl, MessageBody: "hello", MessageAttributes });
    expect(sent).toMatchObject({ MD5OfMessageBody: "5d41402abc4b2a76b9719d911017c592" });
    const [message] = await receive(QueueUrl);
    expect(message).toMatchObject({
      MessageId: sent["MessageId"],
      Body: "hello",
      MD5OfBody: "5d41402abc4b2a76b9719d911017c592",
      MD5OfMessageAttributes: sent["MD5OfMessageAttributes"],
      MessageAttributes,
      Attributes: { ApproximateReceiveCount: "1", SentTimestamp: String(aws.now()) },
    });
    await sqs("DeleteMessage", { QueueUrl, ReceiptHandle: message?.ReceiptHandle });
    await aws.advance(30);
    expect(await receive(QueueUrl)).toEqual([]);
  });

  test("comes back when its visibility timeout is over, and an old receipt no longer deletes it", async () => {
    const QueueUrl = await createQueue("work");
    await sqs("SendMessage", { QueueUrl, MessageBody: "hello" });
    const [first] = await receive(QueueUrl);
    await aws.advance(29);
    expect(await receive(QueueUrl)).toEqual([]);
    await aws.advance(1);
    const [second] = await receive(QueueUrl);
    expect(second?.Attributes).toMatchObject({ ApproximateReceiveCount: "2" });
    await sqs("DeleteMessage", { QueueUrl, ReceiptHandle: first?.ReceiptHandle });
    await aws.advance(30);
    expect(await receive(QueueUrl)).toHaveLength(1);
    const nonsense = sqs("DeleteMessage", { QueueUrl, ReceiptHandle: "nonsense" });
    await expect(nonsense).rejects.toMatchObject({ name: "ReceiptHandleIsInvalid" });
  });

  test("can be delayed, and given back early", async () => {
    const QueueUrl = await createQueue("work");
    await sqs("SendMessage", { QueueUrl, MessageBody: "later", DelaySeconds: 10 });
    expect(await receive(QueueUrl)).toEqual([]);
    await aws.advance(10);
    const [message] = await receive(QueueUrl);
    await sqs("ChangeMessageVisibility", { QueueUrl, ReceiptHandle: message?.ReceiptHandle, VisibilityTimeout: 0 });
    expect(await receive(QueueUrl)).toHaveLength(1);
  });

  test("is kept for four days", async () => {
    const QueueUrl = await createQueue("work");
    await sqs("SendMessage", { QueueUrl, MessageBody: "old" });
    await aws.advance(345_600);
    expect(await receive(QueueUrl, { VisibilityTimeout: 0 })).toHaveLength(1);
    await aws.advance(1);
    expect(await receive(QueueUrl)).toEqual([]);
  });

  test("is waited for by the virtual clock", async () => {
    const QueueUrl = await createQueue("work");
    const waiting = receive(QueueUrl, { WaitTimeSeconds: 20 });
    await sqs("GetQueueUrl", { QueueName: "work" });
    await sqs("SendMessage", { QueueUrl, MessageBody: "at last" });
    await aws.advance(1);
    expect(await waiting).toMatchObject([{ Body: "at last" }]);
    const inVain = receive(QueueUrl, { WaitTimeSeconds: 5 });
    await sqs("GetQueueUrl", { QueueName: "work" });
    await aws.advance(5);
    expect(await inVain).toEqual([]);
  });

  test("is purged with all others, once a minute", async () => {
    const QueueUrl = await createQueue("work");
    await sqs("SendMessage", { QueueUrl, MessageBody: "a" });
    await sqs("PurgeQueue", { QueueUrl });
    expect(await receive(QueueUrl)).toEqual([]);
    await expect(sqs("PurgeQueue", { QueueUrl })).rejects.toMatchObject({ name: "PurgeQueueInProgress" });
  });
});

describe("a dead-letter queue", () => {
  test("gets what was received too often, under its own id", async () => {
    const dead = await createQueue("dead");
    const RedrivePolicy = JSON.stringify({
      deadLetterTargetArn: "arn:aws:sqs:us-east-1:111122223333:dead",
      maxReceiveCount: 2,
    });
    const QueueUrl = await createQueue("work", { RedrivePolicy, VisibilityTimeout: "0" });
    const { MessageId } = await sqs("SendMessage", { QueueUrl, MessageBody: "poison" });
    expect(await receive(QueueUrl)).toHaveLength(1);
    expect(await receive(QueueUrl)).toHaveLength(1);
    expect(await receive(QueueUrl)).toEqual([]);
    expect(await receive(dead)).toMatchObject([
      { MessageId, Attributes: { DeadLetterQueueSourceArn: "arn:aws:sqs:us-east-1:111122223333:work" } },
    ]);
  });

  test("gets the event that a function failed on three times, with the reason", async () => {
    const dead = await createQueue("dead");
    registerFunction(aws.aws.world(), {
      account: "111122223333",
      region: "us-east-1",
      name: "broken",
      deadLetter: "arn:aws:sqs:us-east-1:111122223333:dead",
      handler: async () => {
        throw new Error("poison");
      },
    });
    const invoke = new InvokeCommand({ FunctionName: "broken", InvocationType: "Event", Payload: '{"a":1}' });
    await aws.admin.lambda.send(invoke);
    await aws.advance(179);
    expect(await receive(dead)).toEqual([]);
    await aws.advance(1);
    const [message] = await receive(dead);
    expect(JSON.parse(message?.Body ?? "")).toEqual({ a: 1 });
    expect(message?.MessageAttributes).toMatchObject({
      ErrorCode: { StringValue: "200" },
      ErrorMessage: { StringValue: "poison" },
    });
    expect(lostEvents(aws.aws.world())).toEqual([]);
  });
});

describe("EventBridge", () => {
  const ARN = "arn:aws:sqs:us-east-1:111122223333:work";
  const allow = policy({
    Effect: "Allow",
    Principal: { Service: "events.amazonaws.com" },
    Action: "sqs:SendMessage",
    Resource: ARN,
    Condition: { ArnEquals: { "aws:SourceArn": "arn:aws:events:us-east-1:111122223333:rule/rule" } },
  });

  async function putEvent(target: object): Promise<void> {
    await aws.admin.events.send(new PutRuleCommand({ Name: "rule", EventPattern: '{"source":["my.app"]}' }));
    await aws.admin.events.send(new PutTargetsCommand({ Rule: "rule", Targets: [{ Id: "1", Arn: ARN, ...target }] }));
    await aws.admin.events.send(
      new PutEventsCommand({ Entries: [{ Source: "my.app", DetailType: "x", Detail: "{}" }] }),
    );
    await aws.advance(0);
  }

  test("puts events in a queue whose policy lets the rule", async () => {
    const QueueUrl = await createQueue("work", { Policy: allow });
    await putEvent({});
    const [message] = await receive(QueueUrl);
    expect(JSON.parse(message?.Body ?? "")).toMatchObject({ source: "my.app" });
  });

  test("and not in one whose policy does not", async () => {
    const QueueUrl = await createQueue("work");
    await putEvent({});
    expect(await receive(QueueUrl)).toEqual([]);
    expect(lostEvents(aws.aws.world())).toMatchObject([
      { target: ARN, reason: expect.stringMatching(/^NO_PERMISSIONS/) },
    ]);
  });

  test("puts what it cannot deliver in the target's dead-letter queue, with the reason", async () => {
    const QueueUrl = await createQueue("work", { Policy: allow });
    await putEvent({ Arn: "arn:aws:lambda:us-east-1:111122223333:function:nobody", DeadLetterConfig: { Arn: ARN } });
    const [message] = await receive(QueueUrl);
    expect(message?.MessageAttributes).toMatchObject({
      RULE_ARN: { StringValue: "arn:aws:events:us-east-1:111122223333:rule/rule" },
      TARGET_ARN: { StringValue: "arn:aws:lambda:us-east-1:111122223333:function:nobody" },
      ERROR_CODE: { StringValue: "NO_RESOURCE" },
    });
    expect(lostEvents(aws.aws.world())).toEqual([]);
  });
});
