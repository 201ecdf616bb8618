import { PutEventsCommand, PutRuleCommand, PutTargetsCommand, type Target } from "@aws-sdk/client-eventbridge";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { functionByArn, registerFunction, setPermission } from "../../../mock-aws/lambda/functions.ts";
import { lostEvents } from "../../../mock-aws/lost-events.ts";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { catcher } from "./catcher.ts";

let aws: TestAws;
beforeEach(async () => {
  aws = await startLocalAws();
  await aws.admin.events.send(new PutRuleCommand({ Name: "rule", EventPattern: '{"source":["my.app"]}' }));
});
afterEach(() => aws.close());

const putTargets = (...Targets: Target[]) => aws.admin.events.send(new PutTargetsCommand({ Rule: "rule", Targets }));
const putEvent = async () => {
  const entry = { Source: "my.app", DetailType: "x", Detail: '{"role":{"name":"app"},"list":[7,8]}' };
  await aws.admin.events.send(new PutEventsCommand({ Entries: [entry] }));
  await aws.advance(0);
};
const lost = () => lostEvents(aws.aws.world());

describe("a target is sent", () => {
  test("the event, or a constant, or a part of the event", async () => {
    const [whole, constant, part, item, all] = ["whole", "constant", "part", "item", "all"].map((name) =>
      catcher(aws, name),
    );
    await putTargets(
      { Id: "1", Arn: whole?.arn },
      { Id: "2", Arn: constant?.arn, Input: '{"action":"reconcile"}' },
      { Id: "3", Arn: part?.arn, InputPath: "$.detail.role" },
      { Id: "4", Arn: item?.arn, InputPath: "$.detail.list[1]" },
      { Id: "5", Arn: all?.arn, InputPath: "$.detail.list[*]" },
    );
    await putEvent();
    expect(whole?.events).toMatchObject([{ source: "my.app", detail: { list: [7, 8] } }]);
    expect(constant?.events).toEqual([{ action: "reconcile" }]);
    expect(part?.events).toEqual([{ name: "app" }]);
    expect(item?.events).toEqual([8]);
    expect(all?.events).toEqual([[7, 8]]);
  });

  test("nothing where its InputPath leads nowhere; that is noted", async () => {
    const { arn, events } = catcher(aws);
    await putTargets({ Id: "1", Arn: arn, InputPath: "$.detail.nothing" });
    await putEvent();
    expect(events).toEqual([]);
    expect(lost()).toMatchObject([{ target: arn, reason: expect.stringContaining("InputPath") }]);
  });

  test("a copy: what one function does to its event, the next does not see", async () => {
    const { arn, events } = catcher(aws);
    const { arn: vandal } = registerFunction(aws.aws.world(), {
      account: "111122223333",
      region: "us-east-1",
      name: "vandal",
      handler: async (event) => void Object.assign(event as object, { source: "broken" }),
    });
    await putTargets({ Id: "1", Arn: vandal }, { Id: "2", Arn: arn });
    await putEvent();
    expect(events).toMatchObject([{ source: "my.app" }]);
  });
});

describe("an event that cannot be delivered is noted as lost", () => {
  test("because there is no such function", async () => {
    const Arn = "arn:aws:lambda:us-east-1:111122223333:function:nobody";
    await putTargets({ Id: "1", Arn });
    await putEvent();
    expect(lost()).toMatchObject([{ by: "arn:aws:events:us-east-1:111122223333:rule/rule", target: Arn }]);
  });

  test("because the function's policy does not let EventBridge in", async () => {
    const { arn, events } = catcher(aws, "closed", "us-east-1");
    const closed = functionByArn(aws.aws.world(), arn);
    if (closed) setPermission(closed, "events-of-own-account", undefined);
    await putTargets({ Id: "1", Arn: arn });
    await putEvent();
    expect(events).toEqual([]);
    expect(lost()).toMatchObject([{ reason: expect.stringMatching(/^NO_PERMISSIONS/) }]);
  });
});

describe("PutTargets refuses", () => {
  const arn = "arn:aws:lambda:us-east-1:111122223333:function:f";

  test("a sixth target", async () => {
    await putTargets(...[1, 2, 3, 4, 5].map((id) => ({ Id: String(id), Arn: arn })));
    await putTargets({ Id: "5", Arn: arn });
    await expect(putTargets({ Id: "6", Arn: arn })).rejects.toMatchObject({
      name: "LimitExceededException",
      message: "The requested resource exceeds the maximum number allowed.",
    });
  });

  test.each<[Target, string]>([
    [{ Id: "1", Arn: "nonsense" }, "Parameter nonsense is not valid. Reason: Provided Arn is not in correct format."],
    [
      { Id: "1", Arn: arn, Input: "{}", InputPath: "$" },
      "Only one of Input, InputPath, or InputTransformer must be provided for target 1.",
    ],
    [{ Id: "1", Arn: arn, Input: "no json" }, "JSON syntax error in input for target 1"],
    [{ Id: "1", Arn: arn, InputPath: "detail" }, "Invalid InputPath for target 1."],
    [
      { Id: "1", Arn: arn, DeadLetterConfig: { Arn: "arn:aws:sqs:us-east-1:111122223333:dead.fifo" } },
      "Parameter arn:aws:sqs:us-east-1:111122223333:dead.fifo is not valid. Reason: Provided Arn is not in correct format.",
    ],
    [
      { Id: "1", Arn: "arn:aws:events:eu-west-1:111122223333:event-bus/default" },
      "RoleArn is required for target arn:aws:events:eu-west-1:111122223333:event-bus/default.",
    ],
  ])("%j", async (target, message) => {
    await expect(putTargets(target)).rejects.toMatchObject({ name: "ValidationException", message });
  });

  test.each<[Target]>([
    [
      {
        Id: "1",
        Arn: "arn:aws:events:eu-west-1:111122223333:event-bus/default",
        RoleArn: "arn:aws:iam::111122223333:role/r",
        InputPath: "$.detail",
      },
    ],
    [{ Id: "1", Arn: arn, RoleArn: "arn:aws:iam::111122223333:role/r" }],
    [
      {
        Id: "1",
        Arn: "arn:aws:states:us-east-1:111122223333:stateMachine:s",
        RoleArn: "arn:aws:iam::111122223333:role/r",
      },
    ],
  ])("%j, which the local AWS does not do", async (target) => {
    await expect(putTargets(target)).rejects.toMatchObject({
      name: "NotImplemented",
      $metadata: { httpStatusCode: 501 },
    });
  });
});
