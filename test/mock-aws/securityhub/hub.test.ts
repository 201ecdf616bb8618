import {
  BatchImportFindingsCommand,
  CreateActionTargetCommand,
  DeleteActionTargetCommand,
  DescribeActionTargetsCommand,
  DescribeHubCommand,
  DisableSecurityHubCommand,
  EnableSecurityHubCommand,
  GetFindingsCommand,
  type SecurityHubClient,
} from "@aws-sdk/client-securityhub";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { ACCOUNT, allow, createUser } from "../iam/cast.ts";
import { finding, securityHubOf } from "./cast.ts";

let aws: TestAws;
let hub: SecurityHubClient;
beforeAll(async () => {
  aws = await startLocalAws();
  hub = securityHubOf(aws);
});
beforeEach(() => aws.aws.reset());
afterAll(() => aws.close());

const enable = () => hub.send(new EnableSecurityHubCommand({}));
const disable = () => hub.send(new DisableSecurityHubCommand({}));
const describeHub = (client = hub) => client.send(new DescribeHubCommand({}));
const NOT_SUBSCRIBED = {
  name: "InvalidAccessException",
  message: `Account ${ACCOUNT} is not subscribed to AWS Security Hub`,
  $metadata: { httpStatusCode: 401 },
};

describe("the hub of an account", () => {
  test("is there after it was enabled, once, in that Region alone", async () => {
    await expect(describeHub()).rejects.toMatchObject(NOT_SUBSCRIBED);
    await enable();
    expect(await describeHub()).toMatchObject({
      HubArn: `arn:aws:securityhub:us-east-1:${ACCOUNT}:hub/default`,
      SubscribedAt: "2026-03-01T09:00:00.000Z",
      AutoEnableControls: true,
      ControlFindingGenerator: "SECURITY_CONTROL",
    });
    await expect(enable()).rejects.toMatchObject({
      name: "ResourceConflictException",
      message: "Account is already subscribed to Security Hub",
      $metadata: { httpStatusCode: 409 },
    });
    await expect(describeHub(securityHubOf(aws, undefined, "eu-west-1"))).rejects.toMatchObject(NOT_SUBSCRIBED);
  });

  test("is no other", async () => {
    await enable();
    const other = new DescribeHubCommand({ HubArn: "arn:aws:securityhub:us-east-1:444455556666:hub/default" });
    await expect(hub.send(other)).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });

  test("keeps its findings for 90 days after it was disabled", async () => {
    const found = async () => (await hub.send(new GetFindingsCommand({}))).Findings?.length;
    await enable();
    await hub.send(new BatchImportFindingsCommand({ Findings: [finding()] }));
    await disable();
    await expect(hub.send(new GetFindingsCommand({}))).rejects.toMatchObject(NOT_SUBSCRIBED);
    await expect(disable()).rejects.toMatchObject(NOT_SUBSCRIBED);
    await aws.advance(89 * 86_400);
    await enable();
    expect(await found()).toBe(1);
    await disable();
    await aws.advance(90 * 86_400);
    await enable();
    expect(await found()).toBe(0);
  });

  test("takes permissions on the hub", async () => {
    await enable();
    const ann = await createUser(
      aws,
      "ann",
      allow("securityhub:DescribeHub", `arn:aws:securityhub:*:${ACCOUNT}:hub/default`),
    );
    await describeHub(securityHubOf(aws, ann.keys));
    await expect(securityHubOf(aws, ann.keys).send(new GetFindingsCommand({}))).rejects.toMatchObject({
      name: "AccessDeniedException",
      message: expect.stringContaining("securityhub:GetFindings on resource: arn:aws:securityhub:us-east-1"),
    });
  });

  test("has no tags here, which is said", async () => {
    const tagged = new EnableSecurityHubCommand({ Tags: { team: "blue" } });
    await expect(hub.send(tagged)).rejects.toMatchObject({ name: "NotImplemented" });
  });
});

describe("custom actions", () => {
  const create = (Id: string) =>
    hub.send(new CreateActionTargetCommand({ Id, Name: "Cut it off", Description: "Denies the credential." }));
  const list = (wish = {}) => hub.send(new DescribeActionTargetsCommand(wish));
  const arn = (id: string) => `arn:aws:securityhub:us-east-1:${ACCOUNT}:action/custom/${id}`;
  beforeEach(enable);

  test("are created, shown by ARN or all in pages, and deleted", async () => {
    expect(await create("contain")).toMatchObject({ ActionTargetArn: arn("contain") });
    await create("lift");
    const shown = { ActionTargetArn: arn("contain"), Name: "Cut it off", Description: "Denies the credential." };
    expect((await list({ ActionTargetArns: [arn("contain")] })).ActionTargets).toEqual([shown]);
    const first = await list({ MaxResults: 1 });
    const second = await list({ MaxResults: 1, NextToken: first.NextToken });
    expect([first, second].map(({ ActionTargets }) => ActionTargets?.[0]?.ActionTargetArn)).toEqual([
      arn("contain"),
      arn("lift"),
    ]);
    expect(second.NextToken).toBeUndefined();
    const remove = new DeleteActionTargetCommand({ ActionTargetArn: arn("contain") });
    expect(await hub.send(remove)).toMatchObject({ ActionTargetArn: arn("contain") });
    await expect(hub.send(remove)).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    expect((await list()).ActionTargets).toHaveLength(1);
  });

  test("have an id of their own, of 20 letters and digits at most", async () => {
    await create("contain");
    await expect(create("contain")).rejects.toMatchObject({ name: "ResourceConflictException" });
    for (const id of ["cut-off", "a".repeat(21)])
      await expect(create(id)).rejects.toMatchObject({ name: "InvalidInputException" });
  });
});
