import {
  CreateEventBusCommand,
  PutEventsCommand,
  PutPermissionCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemovePermissionCommand,
} from "@aws-sdk/client-eventbridge";
import { CreateRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ADMIN_KEY } from "../../../mock-aws/bootstrap.ts";
import { setBusPolicy } from "../../../mock-aws/events/bus-policy.ts";
import { defaultBus } from "../../../mock-aws/events/buses.ts";
import { lostEvents } from "../../../mock-aws/lost-events.ts";
import { addAccount } from "../../../mock-aws/world.ts";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { policy } from "../../support/session.ts";
import { type Catcher, catcher } from "./catcher.ts";

let aws: TestAws;
beforeEach(async () => {
  aws = await startLocalAws();
});
afterEach(() => aws.close());

const ROLE = "arn:aws:iam::111122223333:role/forwarder";
const PATTERN = '{"source":["my.app"]}';

/** A role that EventBridge may use, and what it may do with it. */
async function createForwarder(buses: readonly string[], Service = "events.amazonaws.com"): Promise<void> {
  const trust = { Effect: "Allow", Principal: { Service }, Action: "sts:AssumeRole" };
  await aws.admin.iam.send(new CreateRoleCommand({ RoleName: "forwarder", AssumeRolePolicyDocument: policy(trust) }));
  const PolicyDocument = policy({ Effect: "Allow", Action: "events:PutEvents", Resource: buses });
  await aws.admin.iam.send(new PutRolePolicyCommand({ RoleName: "forwarder", PolicyName: "forward", PolicyDocument }));
}

async function forward(region: string, Arn: string, RoleArn?: string, EventBusName?: string): Promise<void> {
  const { events } = aws.as(ADMIN_KEY, region);
  await events.send(new PutRuleCommand({ Name: "forward", EventPattern: PATTERN, EventBusName }));
  await events.send(new PutTargetsCommand({ Rule: "forward", EventBusName, Targets: [{ Id: "1", Arn, RoleArn }] }));
}

async function listen(region: string, EventBusName?: string): Promise<Catcher> {
  const caught = catcher(aws, "listener", region);
  const { events } = aws.as(ADMIN_KEY, region);
  await events.send(new PutRuleCommand({ Name: "listen", EventPattern: PATTERN, EventBusName }));
  await events.send(new PutTargetsCommand({ Rule: "listen", EventBusName, Targets: [{ Id: "1", Arn: caught.arn }] }));
  return caught;
}

async function putEvent(): Promise<void> {
  const entry = { Source: "my.app", DetailType: "x", Detail: "{}" };
  await aws.admin.events.send(new PutEventsCommand({ Entries: [entry] }));
  await aws.advance(0);
}

const bus = (region: string, name = "default", account = "111122223333") =>
  `arn:aws:events:${region}:${account}:event-bus/${name}`;

test("a rule sends events to the bus of another Region, where they still say where they come from", async () => {
  await createForwarder([bus("eu-west-1")]);
  await forward("us-east-1", bus("eu-west-1"), ROLE);
  const caught = await listen("eu-west-1");
  await putEvent();
  expect(caught.events).toMatchObject([{ source: "my.app", region: "us-east-1", account: "111122223333" }]);
});

test("not so where the rule's role may not", async () => {
  await createForwarder([bus("eu-central-1")]);
  await forward("us-east-1", bus("eu-west-1"), ROLE);
  const caught = await listen("eu-west-1");
  await putEvent();
  expect(caught.events).toEqual([]);
  expect(lostEvents(aws.aws.world())).toMatchObject([{ reason: expect.stringMatching(/^NO_PERMISSIONS/) }]);
});

test("nor where the role does not trust EventBridge", async () => {
  await createForwarder([bus("eu-west-1")], "lambda.amazonaws.com");
  await forward("us-east-1", bus("eu-west-1"), ROLE);
  const caught = await listen("eu-west-1");
  await putEvent();
  expect(caught.events).toEqual([]);
});

test("an event is sent on once only", async () => {
  await createForwarder([bus("us-east-1", "middle"), bus("us-east-1", "end")]);
  for (const Name of ["middle", "end"]) await aws.admin.events.send(new CreateEventBusCommand({ Name }));
  await forward("us-east-1", bus("us-east-1", "middle"), ROLE);
  await forward("us-east-1", bus("us-east-1", "end"), ROLE, "middle");
  const caught = await listen("us-east-1", "end");
  await putEvent();
  expect(caught.events).toEqual([]);
  expect(lostEvents(aws.aws.world())).toMatchObject([{ reason: expect.stringMatching(/^THIRD_ACCOUNT_HOP_DETECTED/) }]);
});

test("another account's bus must let the sender in by its own policy", async () => {
  const other = "444455556666";
  const world = aws.aws.world();
  addAccount(world, other);
  const target = bus("us-east-1", "default", other);
  await createForwarder([target]);
  await forward("us-east-1", target, ROLE);
  await putEvent();
  expect(lostEvents(world)).toHaveLength(1);

  const statement = {
    Sid: "a",
    Effect: "Allow",
    Principal: { AWS: "111122223333" },
    Action: "events:PutEvents",
    Resource: target,
  };
  setBusPolicy(defaultBus(world, other, "us-east-1"), policy(statement), aws.now());
  await putEvent();
  expect(lostEvents(world)).toHaveLength(1);
});

test("PutPermission writes a statement of the bus's policy, RemovePermission takes it away", async () => {
  const { events } = aws.admin;
  await events.send(
    new PutPermissionCommand({ Action: "events:PutEvents", Principal: "444455556666", StatementId: "friend" }),
  );
  const shown = () =>
    JSON.parse(defaultBus(aws.aws.world(), "111122223333", "us-east-1").policy?.document.text ?? "null");
  expect(shown()).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "friend",
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::444455556666:root" },
        Action: "events:PutEvents",
        Resource: bus("us-east-1"),
      },
    ],
  });
  await expect(events.send(new RemovePermissionCommand({ StatementId: "stranger" }))).rejects.toMatchObject({
    name: "ResourceNotFoundException",
    message: "Statement with the provided id does not exist.",
  });
  await events.send(new RemovePermissionCommand({ StatementId: "friend" }));
  expect(shown()).toBeNull();
});
