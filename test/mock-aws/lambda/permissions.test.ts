import { PutEventsCommand, PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import { AddPermissionCommand, GetPolicyCommand, RemovePermissionCommand } from "@aws-sdk/client-lambda";
import { afterEach, beforeEach, expect, test } from "vitest";
import { lostEvents } from "../../../mock-aws/lost-events.ts";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { type Catcher, catcher } from "../events/catcher.ts";
import { allow as allowAction, createUser } from "../iam/cast.ts";

let aws: TestAws;
let caught: Catcher;
beforeEach(async () => {
  aws = await startLocalAws();
  caught = catcher(aws);
  await aws.admin.lambda.send(
    new RemovePermissionCommand({ FunctionName: "catcher", StatementId: "events-of-own-account" }),
  );
});
afterEach(() => aws.close());

const RULE = "arn:aws:events:us-east-1:111122223333:rule/rule";

async function putEvent(): Promise<void> {
  await aws.admin.events.send(new PutRuleCommand({ Name: "rule", EventPattern: '{"source":["my.app"]}' }));
  await aws.admin.events.send(new PutTargetsCommand({ Rule: "rule", Targets: [{ Id: "1", Arn: caught.arn }] }));
  await aws.admin.events.send(new PutEventsCommand({ Entries: [{ Source: "my.app", DetailType: "x", Detail: "{}" }] }));
  await aws.advance(0);
}

const allow = (SourceArn: string) =>
  aws.admin.lambda.send(
    new AddPermissionCommand({
      FunctionName: "catcher",
      StatementId: "rule",
      Action: "lambda:InvokeFunction",
      Principal: "events.amazonaws.com",
      SourceArn,
    }),
  );

test("without a permission EventBridge does not invoke a function", async () => {
  await putEvent();
  expect(caught.events).toEqual([]);
  expect(lostEvents(aws.aws.world())).toMatchObject([
    { target: caught.arn, reason: expect.stringMatching(/^NO_PERMISSIONS/) },
  ]);
});

test("AddPermission lets one rule in, and no other", async () => {
  await allow(`${RULE}-of-somebody-else`);
  await putEvent();
  expect(caught.events).toEqual([]);
  await aws.admin.lambda.send(new RemovePermissionCommand({ FunctionName: "catcher", StatementId: "rule" }));
  await allow(RULE);
  await putEvent();
  expect(caught.events).toHaveLength(1);
});

test("a policy says to whom a function may be opened, and a stranger's account is refused", async () => {
  const services = { StringEquals: { "lambda:Principal": "events.amazonaws.com" } };
  const ann = await createUser(aws, "ann", { ...allowAction("lambda:AddPermission"), Condition: services });
  const open = (Principal: string, StatementId: string) =>
    ann.lambda.send(
      new AddPermissionCommand({
        FunctionName: "catcher",
        StatementId,
        Action: "lambda:InvokeFunction",
        Principal,
      }),
    );
  await open("events.amazonaws.com", "rules");
  for (const [index, stranger] of ["*", "444455556666"].entries()) {
    await expect(open(stranger, `stranger-${index}`)).rejects.toMatchObject({ name: "AccessDeniedException" });
  }
});

test("GetPolicy shows the statements; a statement's id is taken once", async () => {
  const gone = aws.admin.lambda.send(new GetPolicyCommand({ FunctionName: "catcher" }));
  await expect(gone).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  const { Statement } = await allow(RULE);
  expect(JSON.parse(Statement ?? "")).toEqual({
    Sid: "rule",
    Effect: "Allow",
    Principal: { Service: "events.amazonaws.com" },
    Action: "lambda:InvokeFunction",
    Resource: caught.arn,
    Condition: { ArnLike: { "AWS:SourceArn": RULE } },
  });
  const { Policy } = await aws.admin.lambda.send(new GetPolicyCommand({ FunctionName: "catcher" }));
  expect(JSON.parse(Policy ?? "").Statement).toEqual([JSON.parse(Statement ?? "")]);
  await expect(allow(RULE)).rejects.toMatchObject({
    name: "ResourceConflictException",
    $metadata: { httpStatusCode: 409 },
  });
});
