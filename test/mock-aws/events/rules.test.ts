import {
  CreateEventBusCommand,
  DeleteEventBusCommand,
  DeleteRuleCommand,
  DescribeEventBusCommand,
  DescribeRuleCommand,
  DisableRuleCommand,
  EnableRuleCommand,
  ListEventBusesCommand,
  ListRuleNamesByTargetCommand,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  PutEventsCommand,
  PutRuleCommand,
  type PutRuleCommandInput,
  PutTargetsCommand,
  RemoveTargetsCommand,
  TestEventPatternCommand,
} from "@aws-sdk/client-eventbridge";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ADMIN_KEY } from "../../../mock-aws/bootstrap.ts";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { sessionWith } from "../../support/session.ts";
import { catcher } from "./catcher.ts";

let aws: TestAws;
beforeEach(async () => {
  aws = await startLocalAws();
});
afterEach(() => aws.close());

const PATTERN = '{"source":["my.app"]}';
const putRule = (input: Partial<PutRuleCommandInput> = {}) =>
  aws.admin.events.send(new PutRuleCommand({ Name: "rule", EventPattern: PATTERN, ...input }));
const putTargets = (Rule: string, ...Arns: string[]) =>
  aws.admin.events.send(new PutTargetsCommand({ Rule, Targets: Arns.map((Arn, index) => ({ Id: `t${index}`, Arn })) }));
const putEvent = async (EventBusName?: string) => {
  const entry = { Source: "my.app", DetailType: "x", Detail: "{}" };
  await aws.admin.events.send(new PutEventsCommand({ Entries: [{ ...entry, EventBusName }] }));
  await aws.advance(0);
};

describe("a rule", () => {
  test("is described as it was put", async () => {
    const { RuleArn } = await putRule({ Description: "mine" });
    expect(RuleArn).toBe("arn:aws:events:us-east-1:111122223333:rule/rule");
    const { $metadata: _, ...rule } = await aws.admin.events.send(new DescribeRuleCommand({ Name: "rule" }));
    expect(rule).toEqual({
      Name: "rule",
      Arn: RuleArn,
      EventPattern: PATTERN,
      State: "ENABLED",
      Description: "mine",
      EventBusName: "default",
      CreatedBy: "111122223333",
    });
  });

  test("that is put again is replaced and keeps its targets", async () => {
    const { arn, events } = catcher(aws);
    await putRule();
    await putTargets("rule", arn);
    await putRule({ EventPattern: '{"source":["other"]}' });
    await putEvent();
    expect(events).toEqual([]);
    const { Targets } = await aws.admin.events.send(new ListTargetsByRuleCommand({ Rule: "rule" }));
    expect(Targets).toEqual([{ Id: "t0", Arn: arn }]);
  });

  test("delivers while it is enabled, and not while it is disabled", async () => {
    const { arn, events } = catcher(aws);
    await putRule();
    await putTargets("rule", arn);
    await aws.admin.events.send(new DisableRuleCommand({ Name: "rule" }));
    await putEvent();
    expect(events).toHaveLength(0);
    await aws.admin.events.send(new EnableRuleCommand({ Name: "rule" }));
    await putEvent();
    expect(events).toHaveLength(1);
  });

  test("can be deleted only without targets", async () => {
    await putRule();
    await putTargets("rule", catcher(aws).arn);
    await expect(aws.admin.events.send(new DeleteRuleCommand({ Name: "rule" }))).rejects.toMatchObject({
      name: "ValidationException",
      message: "Rule can't be deleted since it has targets.",
    });
    await aws.admin.events.send(new RemoveTargetsCommand({ Rule: "rule", Ids: ["t0"] }));
    await aws.admin.events.send(new DeleteRuleCommand({ Name: "rule" }));
    await aws.admin.events.send(new DeleteRuleCommand({ Name: "rule" }));
    await expect(aws.admin.events.send(new DescribeRuleCommand({ Name: "rule" }))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: "Rule rule does not exist on EventBus default.",
    });
  });

  test("belongs to one Region", async () => {
    await putRule();
    const { Rules } = await aws.as(ADMIN_KEY, "eu-west-1").events.send(new ListRulesCommand({}));
    expect(Rules).toEqual([]);
  });

  test.each<[Partial<PutRuleCommandInput>, string, string]>([
    [
      { EventPattern: '{"source":"x"}' },
      "InvalidEventPatternException",
      'Event pattern is not valid. Reason: "source" must be an object or an array',
    ],
    [
      { EventPattern: undefined },
      "ValidationException",
      "Parameter(s) EventPattern or ScheduleExpression must be specified.",
    ],
    [{ EventBusName: "nowhere" }, "ResourceNotFoundException", "Event bus nowhere does not exist."],
    [{ ScheduleExpression: "rate(10 minute)" }, "ValidationException", "Parameter ScheduleExpression is not valid."],
  ])("%j is refused as %s", async (input, name, message) => {
    await expect(putRule(input)).rejects.toMatchObject({ name, message });
  });

  test("takes permissions on its ARN, which conditions can narrow by what its pattern asks for", async () => {
    const session = await sessionWith(aws, {
      Effect: "Allow",
      Action: "events:PutRule",
      Resource: "arn:aws:events:us-east-1:111122223333:rule/mine-*",
      Condition: { "ForAllValues:StringEquals": { "events:source": ["my.app"] } },
    });
    await session.events.send(new PutRuleCommand({ Name: "mine-1", EventPattern: PATTERN }));
    const denied = { name: "AccessDeniedException" };
    await expect(
      session.events.send(new PutRuleCommand({ Name: "other", EventPattern: PATTERN })),
    ).rejects.toMatchObject(denied);
    const wider = new PutRuleCommand({ Name: "mine-2", EventPattern: '{"source":["my.app","aws.iam"]}' });
    await expect(session.events.send(wider)).rejects.toMatchObject(denied);
  });
});

test("ListRules gives pages, and those whose name has a prefix", async () => {
  for (const Name of ["b-2", "a-1", "a-3", "a-2"]) await putRule({ Name });
  const first = await aws.admin.events.send(new ListRulesCommand({ NamePrefix: "a-", Limit: 2 }));
  const second = await aws.admin.events.send(
    new ListRulesCommand({ NamePrefix: "a-", Limit: 2, NextToken: first.NextToken }),
  );
  const names = [...(first.Rules ?? []), ...(second.Rules ?? [])].map(({ Name }) => Name);
  expect(names).toEqual(["a-1", "a-2", "a-3"]);
  expect(second.NextToken).toBeUndefined();
});

test("ListRuleNamesByTarget names the rules that send to a target", async () => {
  const { arn } = catcher(aws);
  for (const Name of ["one", "two", "three"]) await putRule({ Name });
  await putTargets("one", arn);
  await putTargets("three", arn);
  const { RuleNames } = await aws.admin.events.send(new ListRuleNamesByTargetCommand({ TargetArn: arn }));
  expect(RuleNames).toEqual(["one", "three"]);
});

describe("an event bus of one's own", () => {
  test("has rules of its own", async () => {
    const onDefault = catcher(aws, "on-default");
    const onOwn = catcher(aws, "on-own");
    const { EventBusArn } = await aws.admin.events.send(new CreateEventBusCommand({ Name: "own" }));
    expect(EventBusArn).toBe("arn:aws:events:us-east-1:111122223333:event-bus/own");
    await putRule();
    await putTargets("rule", onDefault.arn);
    const { RuleArn } = await putRule({ EventBusName: "own" });
    expect(RuleArn).toBe("arn:aws:events:us-east-1:111122223333:rule/own/rule");
    const target = { Rule: "rule", EventBusName: "own", Targets: [{ Id: "1", Arn: onOwn.arn }] };
    await aws.admin.events.send(new PutTargetsCommand(target));
    await putEvent("own");
    await putEvent(EventBusArn);
    expect([onDefault.events.length, onOwn.events.length]).toEqual([0, 2]);
  });

  test("is created once, listed, and deleted without rules", async () => {
    const create = new CreateEventBusCommand({ Name: "own", Description: "mine" });
    await aws.admin.events.send(create);
    await expect(aws.admin.events.send(create)).rejects.toMatchObject({
      name: "ResourceAlreadyExistsException",
      message: "Event bus own already exists.",
    });
    const { EventBuses } = await aws.admin.events.send(new ListEventBusesCommand({}));
    expect(EventBuses?.map(({ Name }) => Name)).toEqual(["default", "own"]);
    expect(await aws.admin.events.send(new DescribeEventBusCommand({ Name: "own" }))).toMatchObject({
      Description: "mine",
    });
    await putRule({ EventBusName: "own" });
    await expect(aws.admin.events.send(new DeleteEventBusCommand({ Name: "own" }))).rejects.toMatchObject({
      name: "ValidationException",
    });
    await aws.admin.events.send(new DeleteRuleCommand({ Name: "rule", EventBusName: "own" }));
    await aws.admin.events.send(new DeleteEventBusCommand({ Name: "own" }));
    await expect(aws.admin.events.send(new DescribeEventBusCommand({ Name: "own" }))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
  });

  test("the default one cannot be deleted", async () => {
    await expect(aws.admin.events.send(new DeleteEventBusCommand({ Name: "default" }))).rejects.toMatchObject({
      name: "ValidationException",
      message: "Cannot delete event bus default.",
    });
  });
});

describe("TestEventPattern", () => {
  const event = {
    id: "1",
    account: "1",
    source: "my.app",
    time: "2026-03-01T09:00:00Z",
    region: "us-east-1",
    "detail-type": "x",
  };
  const ask = (EventPattern: string, Event: string) =>
    aws.admin.events.send(new TestEventPatternCommand({ EventPattern, Event }));

  test("says whether an event matches", async () => {
    expect(await ask(PATTERN, JSON.stringify(event))).toMatchObject({ Result: true });
    expect(await ask('{"source":["other"]}', JSON.stringify(event))).toMatchObject({ Result: false });
  });

  test.each(["text", '"text"', '{"source":"my.app"}'])("refuses %s: no event", async (text) => {
    await expect(ask(PATTERN, text)).rejects.toMatchObject({
      name: "ValidationException",
      message: "Parameter Event is not valid.",
    });
  });
});
