import { PutEventsCommand, PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import { AddPermissionCommand } from "@aws-sdk/client-lambda";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ADMIN_KEY } from "../../../mock-aws/bootstrap.ts";
import { lostEvents } from "../../../mock-aws/lost-events.ts";
import { queueByArn } from "../../../mock-aws/sqs/queues.ts";
import { jsonService } from "../../support/json-service.ts";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { queryService } from "../../support/query-service.ts";
import { policy } from "../../support/session.ts";
import { catcher } from "../events/catcher.ts";

let aws: TestAws;
beforeEach(async () => {
  aws = await startLocalAws();
});
afterEach(() => aws.close());

const TOPIC = "arn:aws:sns:us-east-1:111122223333:alerts";
const QUEUE = "arn:aws:sqs:us-east-1:111122223333:work";

const sns = (action: string, input: Record<string, string> = {}) =>
  queryService(aws, ADMIN_KEY, "sns", "2010-03-31")(action, input);
const createTopic = () => sns("CreateTopic", { Name: "alerts" });
const publish = (input: Record<string, string> = {}) => sns("Publish", { TopicArn: TOPIC, Message: "hello", ...input });
const subscribe = (Protocol: string, Endpoint: string, input: Record<string, string> = {}) =>
  sns("Subscribe", { TopicArn: TOPIC, Protocol, Endpoint, ...input });
const lost = () => lostEvents(aws.aws.world());

async function createQueue(): Promise<void> {
  const let_in = {
    Effect: "Allow",
    Principal: { Service: "sns.amazonaws.com" },
    Action: "sqs:SendMessage",
    Resource: QUEUE,
  };
  const Policy = policy({ ...let_in, Condition: { ArnEquals: { "aws:SourceArn": TOPIC } } });
  await jsonService(
    aws,
    ADMIN_KEY,
    "sqs",
    "AmazonSQS",
    "1.0",
  )("CreateQueue", { QueueName: "work", Attributes: { Policy } });
}

const messages = () => queueByArn(aws.aws.world(), QUEUE)?.messages ?? [];

describe("a topic", () => {
  test("is created once, listed, described and deleted", async () => {
    expect(await createTopic()).toEqual({ TopicArn: TOPIC });
    expect(await createTopic()).toEqual({ TopicArn: TOPIC });
    expect(await sns("ListTopics")).toEqual({ Topics: { member: [{ TopicArn: TOPIC }] } });
    await sns("SetTopicAttributes", { TopicArn: TOPIC, AttributeName: "DisplayName", AttributeValue: "Alerts" });
    expect(await sns("GetTopicAttributes", { TopicArn: TOPIC })).toMatchObject({
      Attributes: { entry: expect.arrayContaining([{ key: "DisplayName", value: "Alerts" }]) },
    });
    await sns("DeleteTopic", { TopicArn: TOPIC });
    await expect(publish()).rejects.toMatchObject({ name: "NotFound", message: "Topic does not exist", status: 404 });
  });

  test.each<[string, Record<string, string>, string]>([
    ["CreateTopic", { Name: "alerts.fifo" }, "NotImplemented"],
    ["CreateTopic", { Name: "no name" }, "InvalidParameter"],
    ["Subscribe", { TopicArn: TOPIC, Protocol: "sms", Endpoint: "+15550100" }, "NotImplemented"],
    ["Subscribe", { TopicArn: TOPIC, Protocol: "pigeon", Endpoint: "roof" }, "InvalidParameter"],
    ["Subscribe", { TopicArn: TOPIC, Protocol: "sqs", Endpoint: TOPIC }, "InvalidParameter"],
    ["Publish", { TopicArn: TOPIC, Message: "" }, "InvalidParameter"],
    ["Publish", { TopicArn: TOPIC, Message: "a", Subject: "two\nlines" }, "InvalidParameter"],
    ["Publish", { TopicArn: TOPIC, Message: "{}", MessageStructure: "json" }, "InvalidParameter"],
    ["Publish", { TopicArn: TOPIC, Message: "{", MessageStructure: "json" }, "InvalidParameter"],
  ])("%s %j is refused as %s", async (action, input, name) => {
    await createTopic();
    await expect(sns(action, input)).rejects.toMatchObject({ name });
  });
});

describe("a message", () => {
  test("reaches a queue that lets the topic in, in SNS's envelope", async () => {
    await createTopic();
    await createQueue();
    await subscribe("sqs", QUEUE);
    const attribute = {
      "MessageAttributes.entry.1.Name": "colour",
      "MessageAttributes.entry.1.Value.DataType": "String",
    };
    await publish({ Subject: "Hi", ...attribute, "MessageAttributes.entry.1.Value.StringValue": "red" });
    expect(JSON.parse(messages()[0]?.body ?? "")).toMatchObject({
      Type: "Notification",
      TopicArn: TOPIC,
      Subject: "Hi",
      Message: "hello",
      Timestamp: "2026-03-01T09:00:00.000Z",
      MessageAttributes: { colour: { Type: "String", Value: "red" } },
    });
  });

  test("or bare, where the subscription says so", async () => {
    await createTopic();
    await createQueue();
    await subscribe("sqs", QUEUE, {
      "Attributes.entry.1.key": "RawMessageDelivery",
      "Attributes.entry.1.value": "true",
    });
    await publish();
    expect(messages()).toMatchObject([{ body: "hello" }]);
  });

  test("in several forms: each protocol gets its own, and the others the default", async () => {
    await createTopic();
    await createQueue();
    await subscribe("sqs", QUEUE);
    const forms = (message: object) => publish({ Message: JSON.stringify(message), MessageStructure: "json" });
    await forms({ default: "for all", https: "for chats", sqs: "for queues" });
    await forms({ default: "for all", https: "for chats" });
    const texts = messages().map(({ body }) => JSON.parse(body).Message);
    expect(texts).toEqual(["for queues", "for all"]);
  });

  test("reaches a function that lets the topic in, and no other", async () => {
    const { arn, events } = catcher(aws);
    await createTopic();
    await subscribe("lambda", arn);
    await publish();
    await aws.advance(0);
    expect(events).toEqual([]);
    expect(lost()).toMatchObject([{ by: TOPIC, target: arn }]);
    const permission = {
      StatementId: "sns",
      Action: "lambda:InvokeFunction",
      Principal: "sns.amazonaws.com",
      SourceArn: TOPIC,
    };
    await aws.admin.lambda.send(new AddPermissionCommand({ FunctionName: "catcher", ...permission }));
    await publish({ Subject: "Hi" });
    await aws.advance(0);
    expect(events).toMatchObject([
      { Records: [{ EventSource: "aws:sns", Sns: { Subject: "Hi", Message: "hello", TopicArn: TOPIC } }] },
    ]);
  });

  test("no longer reaches who has unsubscribed", async () => {
    await createTopic();
    await createQueue();
    const subscribed = await subscribe("sqs", QUEUE);
    expect(await subscribe("sqs", QUEUE)).toEqual(subscribed);
    const { SubscriptionArn } = subscribed as { readonly SubscriptionArn: string };
    const shown = {
      Subscriptions: {
        member: [{ SubscriptionArn, Owner: "111122223333", Protocol: "sqs", Endpoint: QUEUE, TopicArn: TOPIC }],
      },
    };
    expect(await sns("ListSubscriptions")).toEqual(shown);
    expect(await sns("ListSubscriptionsByTopic", { TopicArn: TOPIC })).toEqual(shown);
    await sns("Unsubscribe", { SubscriptionArn });
    await publish();
    expect(messages()).toEqual([]);
  });

  test("comes from EventBridge where the topic's policy lets a rule in", async () => {
    await createTopic();
    await createQueue();
    await subscribe("sqs", QUEUE);
    await aws.admin.events.send(new PutRuleCommand({ Name: "rule", EventPattern: '{"source":["my.app"]}' }));
    await aws.admin.events.send(new PutTargetsCommand({ Rule: "rule", Targets: [{ Id: "1", Arn: TOPIC }] }));
    const put = async () => {
      await aws.admin.events.send(
        new PutEventsCommand({ Entries: [{ Source: "my.app", DetailType: "x", Detail: "{}" }] }),
      );
      await aws.advance(0);
    };
    await put();
    expect(messages()).toEqual([]);
    const AttributeValue = policy({
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: "sns:Publish",
      Resource: TOPIC,
    });
    await sns("SetTopicAttributes", { TopicArn: TOPIC, AttributeName: "Policy", AttributeValue });
    await put();
    expect(JSON.parse(JSON.parse(messages()[0]?.body ?? "").Message)).toMatchObject({ source: "my.app" });
  });
});
