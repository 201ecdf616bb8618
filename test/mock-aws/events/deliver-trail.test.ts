import { CreateEventBusCommand, PutRuleCommand, PutTargetsCommand, type RuleState } from "@aws-sdk/client-eventbridge";
import { CreateRoleCommand, GetRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ADMIN_KEY } from "../../../mock-aws/bootstrap.ts";
import { registerFunction } from "../../../mock-aws/lambda/functions.ts";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { policy } from "../../support/session.ts";
import { type Catcher, catcher } from "./catcher.ts";

let aws: TestAws;
beforeEach(async () => {
  aws = await startLocalAws();
});
afterEach(() => aws.close());

const TRUST = policy({ Effect: "Allow", Principal: { AWS: "111122223333" }, Action: "sts:AssumeRole" });
const createRole = (RoleName = "app", region = "us-east-1") =>
  aws.as(ADMIN_KEY, region).iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: TRUST }));

async function listenFor(EventPattern: object, State: RuleState = "ENABLED", region = "us-east-1"): Promise<Catcher> {
  const caught = catcher(aws, "catcher", region);
  const { events } = aws.as(ADMIN_KEY, region);
  await events.send(new PutRuleCommand({ Name: "rule", EventPattern: JSON.stringify(EventPattern), State }));
  await events.send(new PutTargetsCommand({ Rule: "rule", Targets: [{ Id: "1", Arn: caught.arn }] }));
  return caught;
}

const VIA_CLOUDTRAIL = { "detail-type": ["AWS API Call via CloudTrail"] };

test("a call becomes an event on the default bus, five seconds later", async () => {
  const caught = await listenFor({ source: ["aws.iam"], ...VIA_CLOUDTRAIL, detail: { eventName: ["CreateRole"] } });
  await aws.advance(60);
  await createRole();
  await aws.advance(4);
  expect(caught.events).toEqual([]);
  await aws.advance(1);
  expect(caught.events).toEqual([
    {
      version: "0",
      id: expect.any(String),
      "detail-type": "AWS API Call via CloudTrail",
      source: "aws.iam",
      account: "111122223333",
      time: "2026-03-01T09:01:00Z",
      region: "us-east-1",
      resources: [],
      detail: expect.objectContaining({
        eventName: "CreateRole",
        eventTime: "2026-03-01T09:01:00Z",
        requestParameters: expect.objectContaining({ roleName: "app" }),
        userIdentity: expect.objectContaining({ userName: "admin" }),
      }),
    },
  ]);
});

test("events of IAM are in us-east-1, wherever the caller's client is", async () => {
  const here = await listenFor(VIA_CLOUDTRAIL, "ENABLED", "us-east-1");
  const there = await listenFor({ source: ["aws.iam"] }, "ENABLED", "eu-west-1");
  await createRole("app", "eu-west-1");
  await aws.advance(5);
  expect(there.events).toEqual([]);
  expect(here.events).toContainEqual(expect.objectContaining({ source: "aws.iam" }));
});

test("read-only calls reach only rules that ask for all management events", async () => {
  await createRole();
  const pattern = { ...VIA_CLOUDTRAIL, source: ["aws.iam", "aws.sts"] };
  const read = async () => {
    await aws.admin.iam.send(new GetRoleCommand({ RoleName: "app" }));
    const assume = { RoleArn: "arn:aws:iam::111122223333:role/app", RoleSessionName: "alice" };
    await aws.admin.sts.send(new AssumeRoleCommand(assume));
    await aws.advance(5);
  };
  const usual = await listenFor(pattern, "ENABLED");
  await read();
  expect(usual.events).toEqual([]);
  const all = await listenFor(pattern, "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS");
  await read();
  expect(all.events).toMatchObject([{ detail: { eventName: "GetRole" } }, { detail: { eventName: "AssumeRole" } }]);
});

test("refused calls become events too", async () => {
  const caught = await listenFor({ detail: { errorCode: ["NoSuchEntityException"] } });
  const write = new PutRolePolicyCommand({ RoleName: "nobody", PolicyName: "p", PolicyDocument: TRUST });
  await expect(aws.admin.iam.send(write)).rejects.toMatchObject({ name: "NoSuchEntityException" });
  await aws.advance(5);
  expect(caught.events).toHaveLength(1);
});

test("what a call did not say is not in its event, so that a rule may ask for that", async () => {
  await createRole();
  const unsaid = { requestParameters: { externalId: [{ exists: false }] } };
  const state = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS";
  const caught = await listenFor({ source: ["aws.sts"], detail: { eventName: ["AssumeRole"], ...unsaid } }, state);
  const assume = { RoleArn: "arn:aws:iam::111122223333:role/app", RoleSessionName: "alice" };
  await aws.admin.sts.send(new AssumeRoleCommand(assume));
  await aws.admin.sts.send(new AssumeRoleCommand({ ...assume, ExternalId: "secret" }));
  await aws.advance(5);
  expect(caught.events).toHaveLength(1);
});

test("other buses get none of it", async () => {
  await aws.admin.events.send(new CreateEventBusCommand({ Name: "own" }));
  const caught = catcher(aws);
  await aws.admin.events.send(
    new PutRuleCommand({ Name: "rule", EventBusName: "own", EventPattern: JSON.stringify(VIA_CLOUDTRAIL) }),
  );
  const target = { Rule: "rule", EventBusName: "own", Targets: [{ Id: "1", Arn: caught.arn }] };
  await aws.admin.events.send(new PutTargetsCommand(target));
  await createRole();
  await aws.advance(5);
  expect(caught.events).toEqual([]);
});

test("a function may call AWS while it handles an event, and its own calls become events in turn", async () => {
  const names: string[] = [];
  const { arn } = registerFunction(aws.aws.world(), {
    account: "111122223333",
    region: "us-east-1",
    name: "copier",
    handler: async (event) => {
      const { detail } = event as { detail: { requestParameters: { roleName: string } } };
      names.push(detail.requestParameters.roleName);
      if (names.length < 3) await createRole(`copy-${names.length}`);
    },
  });
  const EventPattern = JSON.stringify({ ...VIA_CLOUDTRAIL, detail: { eventName: ["CreateRole"] } });
  await aws.admin.events.send(new PutRuleCommand({ Name: "rule", EventPattern }));
  await aws.admin.events.send(new PutTargetsCommand({ Rule: "rule", Targets: [{ Id: "1", Arn: arn }] }));
  await createRole("first");
  await aws.advance(3600);
  expect(names).toEqual(["first", "copy-1", "copy-2"]);
});
