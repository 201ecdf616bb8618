import {
  type InputTransformer,
  ListTargetsByRuleCommand,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import { CreateQueueCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { fill, readTemplate } from "../../../mock-aws/events/input-template.ts";
import { lostEvents } from "../../../mock-aws/lost-events.ts";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { policy } from "../../support/session.ts";
import { catcher } from "./catcher.ts";

const QUEUE = "arn:aws:sqs:us-east-1:111122223333:work";
const RULE = "arn:aws:events:us-east-1:111122223333:rule/leak";

let aws: TestAws;
let QueueUrl: string | undefined;
beforeEach(async () => {
  aws = await startLocalAws();
  const Principal = { Service: "events.amazonaws.com" };
  const Policy = policy({ Effect: "Allow", Principal, Action: "sqs:SendMessage", Resource: QUEUE });
  ({ QueueUrl } = await aws.admin.sqs.send(new CreateQueueCommand({ QueueName: "work", Attributes: { Policy } })));
  await aws.admin.events.send(new PutRuleCommand({ Name: "leak", EventPattern: '{"source":["my.app"]}' }));
});
afterEach(() => aws.close());

const DETAIL = {
  key: "AKIAIOSFODNN7EXAMPLE",
  quoted: 'a "b" c',
  count: 3,
  isNew: false,
  owner: { name: "alice" },
  seen: [{ ip: "198.51.100.7" }, { ip: "203.0.113.9" }],
};

async function putTarget(InputTransformer: InputTransformer, Arn = QUEUE): Promise<void> {
  const Targets = [{ Id: "1", Arn, InputTransformer }];
  await aws.admin.events.send(new PutTargetsCommand({ Rule: "leak", Targets }));
}

async function putEvent(): Promise<void> {
  const entry = { Source: "my.app", DetailType: "Leak", Detail: JSON.stringify(DETAIL), Resources: ["r"] };
  const Time = new Date("2026-02-28T00:00:00Z");
  await aws.admin.events.send(new PutEventsCommand({ Entries: [{ ...entry, Time }] }));
  await aws.advance(0);
}

/** What arrives of an event that goes through the template, to the letter. */
async function sent(InputTemplate: string, InputPathsMap: Record<string, string> = {}): Promise<string | undefined> {
  await putTarget({ InputTemplate, InputPathsMap });
  await putEvent();
  const { Messages = [] } = await aws.admin.sqs.send(new ReceiveMessageCommand({ QueueUrl }));
  return Messages[0]?.Body;
}

const PATHS = {
  key: "$.detail.key",
  count: "$.detail.count",
  "is-new": "$.detail.isNew",
  owner: "$.detail.owner",
  ips: "$.detail.seen[*].ip",
  quoted: "$.detail.quoted",
  nothing: "$.detail.nothing",
};

describe("a template", () => {
  test("that is a text stays one, quotes and all", async () => {
    expect(await sent('"<key> leaked <count> times, new: <is-new>"', PATHS)).toBe(
      '"AKIAIOSFODNN7EXAMPLE leaked 3 times, new: false"',
    );
  });

  test("that is an object gets texts in quotes, and everything else as it is", async () => {
    const template = '{"key": <key>, "n": [<count>, <is-new>], "owner": <owner>, "ips": <ips>}';
    expect(await sent(template, PATHS)).toBe(
      '{"key": "AKIAIOSFODNN7EXAMPLE", "n": [3, false], "owner": {"name":"alice"}, "ips": ["198.51.100.7","203.0.113.9"]}',
    );
  });

  test("may have variables within its texts, also between escaped quotes", async () => {
    expect(await sent('{"key": "<key>", "told": "\\"<key>\\" is out"}', PATHS)).toBe(
      '{"key": "AKIAIOSFODNN7EXAMPLE", "told": "\\"AKIAIOSFODNN7EXAMPLE\\" is out"}',
    );
  });

  test("gets an object within a text without its quotes", async () => {
    expect(await sent('"Owner is <owner>"', PATHS)).toBe('"Owner is {name:alice}"');
  });

  test("gets an empty text for what is not in the event", async () => {
    expect(await sent('{"a": <nothing>, "b": "<nothing>"}', PATHS)).toBe('{"a": "", "b": ""}');
  });

  test("may be several lines of text", async () => {
    expect(await sent('"<key> leaked"\n"<count> times"', PATHS)).toBe('"AKIAIOSFODNN7EXAMPLE leaked"\n"3 times"');
  });

  test("knows the rule and the time at which EventBridge got the event", async () => {
    await aws.advance(90);
    const template =
      '{"by": <aws.events.rule-arn>, "at": <aws.events.event.ingestion-time>, "why": "<aws.events.rule-name> fired"}';
    expect(JSON.parse((await sent(template)) ?? "")).toEqual({
      by: RULE,
      at: "2026-03-01T09:01:30Z",
      why: "leak fired",
    });
  });

  test("can hold the event, with its detail or without", async () => {
    const body = await sent('{"whole": <aws.events.event.json>, "envelope": <aws.events.event>}');
    const envelope = {
      version: "0",
      id: expect.any(String),
      source: "my.app",
      account: "111122223333",
      time: "2026-02-28T00:00:00Z",
      region: "us-east-1",
      resources: ["r"],
    };
    expect(JSON.parse(body ?? "")).toEqual({
      whole: { ...envelope, "detail-type": "Leak", detail: DETAIL },
      envelope: { ...envelope, detailType: "Leak" },
    });
  });

  test("reaches functions as the JSON that it is", async () => {
    const caught = catcher(aws);
    await putTarget({ InputTemplate: '{"action": "contain", "accessKeyId": <key>}', InputPathsMap: PATHS }, caught.arn);
    await putEvent();
    expect(caught.events).toEqual([{ action: "contain", accessKeyId: "AKIAIOSFODNN7EXAMPLE" }]);
  });

  test("is shown as it was given", async () => {
    const InputTransformer = { InputTemplate: '{"key": <key>}', InputPathsMap: { key: "$.detail.key" } };
    await putTarget(InputTransformer);
    const { Targets } = await aws.admin.events.send(new ListTargetsByRuleCommand({ Rule: "leak" }));
    expect(Targets).toEqual([{ Id: "1", Arn: QUEUE, InputTransformer }]);
  });
});

describe("what comes out as no JSON does not arrive, and is noted", () => {
  test("because texts are not escaped within texts", async () => {
    expect(await sent('{"text": "<quoted>"}', PATHS)).toBeUndefined();
    expect(lostEvents(aws.aws.world())).toMatchObject([
      { target: QUEUE, reason: expect.stringMatching(/^INVALID_JSON/) },
    ]);
  });

  test("because a function takes no lines of text", async () => {
    const caught = catcher(aws);
    await putTarget({ InputTemplate: '"one"\n"two"' }, caught.arn);
    await putEvent();
    expect(caught.events).toEqual([]);
    expect(lostEvents(aws.aws.world())).toMatchObject([{ reason: expect.stringMatching(/^INVALID_JSON/) }]);
  });
});

describe("PutTargets refuses", () => {
  test.each<[string, InputTransformer, string]>([
    [
      "a variable that nothing fills",
      { InputTemplate: '"<key> and <other>"', InputPathsMap: { key: "$.detail.key" } },
      "InputTemplate for target 1 contains invalid placeholder other.",
    ],
    [
      "a reserved name",
      { InputTemplate: '"<aws-key>"', InputPathsMap: { "aws-key": "$.detail.key" } },
      "InputPathsMap for target 1 contains the reserved name aws-key.",
    ],
    [
      "a path that is none",
      { InputTemplate: '"x"', InputPathsMap: { key: "detail.key" } },
      "Invalid InputPath for target 1.",
    ],
    ["a text without quotes", { InputTemplate: "it leaked" }, "Invalid InputTemplate for target 1."],
    [
      "a variable for the name of a member",
      { InputTemplate: "{<key>: 1}", InputPathsMap: { key: "$.detail.key" } },
      "Invalid InputTemplate for target 1.",
    ],
  ])("%s", async (_, transformer, message) => {
    await expect(putTarget(transformer)).rejects.toMatchObject({ name: "ValidationException", message });
  });

  test.each([
    [{ "a.b": "$.detail" }, /have keys that satisfy regular expression pattern/],
    [Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`v${index}`, "$"])), /less than or equal to 100/],
  ])("variables of such a name, or so many", async (InputPathsMap, message) => {
    const refused = { name: "ValidationException", message: expect.stringMatching(message) };
    await expect(putTarget({ InputTemplate: '"x"', InputPathsMap })).rejects.toMatchObject(refused);
  });

  test("an InputPath beside it", async () => {
    const target = { Id: "1", Arn: QUEUE, InputPath: "$.detail", InputTransformer: { InputTemplate: '"x"' } };
    await expect(
      aws.admin.events.send(new PutTargetsCommand({ Rule: "leak", Targets: [target] })),
    ).rejects.toMatchObject({
      message: "Only one of Input, InputPath, or InputTransformer must be provided for target 1.",
    });
  });
});

test("whatever a value is, standing alone it comes out as itself", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
      const filled = fill(readTemplate('{"one": <one>, "other": [<other>]}'), (name) => (name === "one" ? one : other));
      expect(JSON.parse(filled)).toEqual(JSON.parse(JSON.stringify({ one, other: [other] })));
    }),
  );
});

test("a template without variables comes out as it went in", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const template = text.replaceAll(/[<>]/g, "");
      expect(fill(readTemplate(template), () => "never")).toBe(template);
    }),
  );
});
