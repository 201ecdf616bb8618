import { PutEventsCommand, PutRuleCommand, PutTargetsCommand, type RetryPolicy } from "@aws-sdk/client-eventbridge";
import { CreateQueueCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { addFault } from "../../../mock-aws/faults.ts";
import { lostEvents } from "../../../mock-aws/lost-events.ts";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { policy } from "../../support/session.ts";
import { type Catcher, catcher } from "./catcher.ts";

const DEAD = "arn:aws:sqs:us-east-1:111122223333:dead";
const RULE = "arn:aws:events:us-east-1:111122223333:rule/rule";
const HOUR = 3600;

let aws: TestAws;
let caught: Catcher;
let QueueUrl: string | undefined;
beforeEach(async () => {
  aws = await startLocalAws();
  caught = catcher(aws);
  const allow = {
    Effect: "Allow",
    Principal: { Service: "events.amazonaws.com" },
    Action: "sqs:SendMessage",
    Resource: DEAD,
    Condition: { ArnEquals: { "aws:SourceArn": RULE } },
  };
  const Attributes = { Policy: policy(allow) };
  ({ QueueUrl } = await aws.admin.sqs.send(new CreateQueueCommand({ QueueName: "dead", Attributes })));
  await aws.admin.events.send(new PutRuleCommand({ Name: "rule", EventPattern: '{"source":["my.app"]}' }));
});
afterEach(() => aws.close());

async function target(Arn: string, RetryPolicy?: RetryPolicy, Input?: string): Promise<void> {
  const Targets = [{ Id: "1", Arn, DeadLetterConfig: { Arn: DEAD }, RetryPolicy, Input }];
  await aws.admin.events.send(new PutTargetsCommand({ Rule: "rule", Targets }));
}

async function putEvent(): Promise<void> {
  const entry = { Source: "my.app", DetailType: "x", Detail: '{"n":1}' };
  await aws.admin.events.send(new PutEventsCommand({ Entries: [entry] }));
  await aws.advance(0);
}

function breakFunctions(fault: string, times: number): void {
  addFault(aws.aws.world(), { service: "lambda", operation: "Invoke", fault, times });
}

/** The dead letters: their bodies, and the texts of their attributes. */
async function deadLetters() {
  const wish = { QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ["All"] };
  const { Messages = [] } = await aws.admin.sqs.send(new ReceiveMessageCommand(wish));
  return Messages.map(({ Body = "", MessageAttributes = {} }) => ({
    event: JSON.parse(Body),
    attributes: Object.fromEntries(Object.entries(MessageAttributes).map(([name, value]) => [name, value.StringValue])),
  }));
}

describe("a target that fails for a while", () => {
  test.each(["throttle", "error", "reset", "timeout"])("(%s) gets the event at a later try", async (fault) => {
    await target(caught.arn);
    breakFunctions(fault, 3);
    await putEvent();
    expect(caught.events).toEqual([]);
    await aws.advance(60);
    expect(caught.events).toHaveLength(1);
    await aws.advance(24 * HOUR);
    expect(caught.events).toHaveLength(1);
    expect(await deadLetters()).toEqual([]);
  });

  test("after it took the event gets it twice", async () => {
    await target(caught.arn);
    breakFunctions("crash-after", 1);
    await putEvent();
    await aws.advance(60);
    expect(caught.events).toHaveLength(2);
  });
});

describe("a target that goes on failing", () => {
  test("is tried as often as its RetryPolicy says; then the event is a dead letter", async () => {
    await target(caught.arn, { MaximumRetryAttempts: 2 });
    breakFunctions("throttle", 3);
    await putEvent();
    await aws.advance(HOUR);
    expect(caught.events).toEqual([]);
    expect(await deadLetters()).toEqual([
      {
        event: expect.objectContaining({ source: "my.app", detail: { n: 1 } }),
        attributes: {
          RULE_ARN: RULE,
          TARGET_ARN: caught.arn,
          ERROR_CODE: "THROTTLING",
          ERROR_MESSAGE: "The target throttled the call.",
          RETRY_ATTEMPTS: "2",
          EXHAUSTED_RETRY_CONDITION: "MaximumRetryAttempts",
        },
      },
    ]);
  });

  test("is tried as long as its RetryPolicy says", async () => {
    await target(caught.arn, { MaximumEventAgeInSeconds: 60 });
    breakFunctions("timeout", 1000);
    await putEvent();
    await aws.advance(60);
    const [letter] = await deadLetters();
    expect(letter?.attributes).toMatchObject({
      ERROR_CODE: "TIMEOUT",
      EXHAUSTED_RETRY_CONDITION: "MaximumEventAgeInSeconds",
    });
  });

  test("is tried for a day where there is no RetryPolicy", async () => {
    await target(caught.arn);
    breakFunctions("error", 1000);
    await putEvent();
    await aws.advance(23 * HOUR);
    expect(await deadLetters()).toEqual([]);
    await aws.advance(HOUR);
    expect(await deadLetters()).toHaveLength(1);
  });
});

describe("what no other try would mend is a dead letter at once", () => {
  test("a target that is not there", async () => {
    await target("arn:aws:lambda:us-east-1:111122223333:function:nobody", {}, '{"action":"reconcile"}');
    await putEvent();
    const [letter, ...others] = await deadLetters();
    expect(others).toEqual([]);
    expect(letter?.event).toMatchObject({ source: "my.app" }); // The event, not the Input that the target would have got.
    expect(letter?.attributes).toEqual({
      RULE_ARN: RULE,
      TARGET_ARN: "arn:aws:lambda:us-east-1:111122223333:function:nobody",
      ERROR_CODE: "NO_RESOURCE",
      ERROR_MESSAGE: expect.stringContaining("nobody"),
      RETRY_ATTEMPTS: "0",
    });
  });

  test("a queue whose policy does not let the rule in; and if the dead-letter queue does not either, a note", async () => {
    const Arn = "arn:aws:sqs:us-east-1:111122223333:closed";
    await aws.admin.sqs.send(new CreateQueueCommand({ QueueName: "closed" }));
    await target(Arn);
    await putEvent();
    expect((await deadLetters()).map(({ attributes }) => attributes["ERROR_CODE"])).toEqual(["NO_PERMISSIONS"]);

    const Targets = [{ Id: "1", Arn, DeadLetterConfig: { Arn } }];
    await aws.admin.events.send(new PutTargetsCommand({ Rule: "rule", Targets }));
    await putEvent();
    expect(lostEvents(aws.aws.world())).toMatchObject([{ by: RULE, target: Arn }]);
  });
});
