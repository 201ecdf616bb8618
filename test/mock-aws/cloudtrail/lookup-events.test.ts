import { type Event, LookupEventsCommand, type LookupEventsCommandInput } from "@aws-sdk/client-cloudtrail";
import { CreateRoleCommand, GetRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { AssumeRoleCommand, GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ADMIN_KEY } from "../../../mock-aws/bootstrap.ts";
import { changeSettings } from "../../../mock-aws/settings.ts";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { keysOf, policy, sessionWith } from "../../support/session.ts";

let aws: TestAws;
beforeEach(async () => {
  aws = await startLocalAws();
});
afterEach(() => aws.close());

const TRUST = policy({ Effect: "Allow", Principal: { AWS: "111122223333" }, Action: "sts:AssumeRole" });

/** The account's rate limit is not what most of these tests are about. */
function liftRateLimit(): void {
  changeSettings(aws.aws.world().settings, { lookupRate: 1000 });
}

async function lookup(input: LookupEventsCommandInput = {}, region = "us-east-1"): Promise<Event[]> {
  const { Events = [] } = await aws.as(ADMIN_KEY, region).cloudtrail.send(new LookupEventsCommand(input));
  return Events;
}

const by = (AttributeKey: string, AttributeValue: string) =>
  ({ LookupAttributes: [{ AttributeKey, AttributeValue }] }) as LookupEventsCommandInput;

async function callIdentity(times: number, secondsBetween = 0): Promise<void> {
  for (let count = 0; count < times; count++) {
    await aws.admin.sts.send(new GetCallerIdentityCommand({}));
    if (secondsBetween > 0) await aws.advance(secondsBetween);
  }
}

describe("an event", () => {
  test("becomes visible after the trail's delay, and not before", async () => {
    await callIdentity(1);
    await aws.advance(5 * 60 - 1);
    expect(await lookup(by("EventName", "GetCallerIdentity"))).toEqual([]);
    await aws.advance(1);
    expect(await lookup(by("EventName", "GetCallerIdentity"))).toHaveLength(1);
  });

  test("shows who did what when, and the whole record as text", async () => {
    await callIdentity(1);
    await aws.advance(300);
    const [event] = await lookup(by("EventName", "GetCallerIdentity"));
    expect(event).toMatchObject({
      EventName: "GetCallerIdentity",
      ReadOnly: "true",
      AccessKeyId: ADMIN_KEY.accessKeyId,
      EventTime: new Date("2026-03-01T09:00:00Z"),
      EventSource: "sts.amazonaws.com",
      Username: "admin",
      Resources: [],
    });
    expect(JSON.parse(event?.CloudTrailEvent ?? "")).toMatchObject({
      eventID: event?.EventId,
      eventTime: "2026-03-01T09:00:00Z",
      userIdentity: { type: "IAMUser", userName: "admin" },
      recipientAccountId: "111122223333",
    });
  });

  test("names the resources that request and answer name: an issued key leads back to its AssumeRole", async () => {
    await aws.admin.iam.send(new CreateRoleCommand({ RoleName: "app", AssumeRolePolicyDocument: TRUST }));
    const RoleArn = "arn:aws:iam::111122223333:role/app";
    const { Credentials, AssumedRoleUser } = await aws.admin.sts.send(
      new AssumeRoleCommand({ RoleArn, RoleSessionName: "alice" }),
    );
    await aws.advance(300);
    const [event] = await lookup(by("ResourceName", keysOf(Credentials).accessKeyId));
    expect(event?.EventName).toBe("AssumeRole");
    expect(event?.Resources).toEqual(
      expect.arrayContaining([
        { ResourceType: "AWS::IAM::AccessKey", ResourceName: Credentials?.AccessKeyId },
        { ResourceType: "AWS::STS::AssumedRole", ResourceName: "alice" },
        { ResourceType: "AWS::STS::AssumedRole", ResourceName: AssumedRoleUser?.Arn },
        { ResourceType: "AWS::STS::AssumedRole", ResourceName: AssumedRoleUser?.AssumedRoleId },
        { ResourceType: "AWS::IAM::Role", ResourceName: RoleArn },
      ]),
    );
    liftRateLimit();
    expect(await lookup(by("ResourceType", "AWS::STS::AssumedRole"))).toHaveLength(1);
  });
});

describe("one attribute", () => {
  test("finds the events that have it", async () => {
    liftRateLimit();
    const session = await sessionWith(aws, { Effect: "Allow", Action: "iam:GetRole", Resource: "*" });
    await session.iam.send(new GetRoleCommand({ RoleName: "nobody" })).catch(() => {});
    await aws.advance(300);
    const [read] = await lookup(by("EventName", "GetRole"));
    expect(read?.Username).toBe("tester");
    const same = [{ EventId: read?.EventId }];
    expect(await lookup(by("EventId", read?.EventId ?? ""))).toMatchObject(same);
    expect(await lookup(by("AccessKeyId", read?.AccessKeyId ?? ""))).toMatchObject(same);
    expect(await lookup(by("Username", "tester"))).toMatchObject(same);
    expect((await lookup(by("EventSource", "iam.amazonaws.com"))).map(({ EventName }) => EventName)).toEqual([
      "GetRole",
      "PutRolePolicy",
      "CreateRole",
    ]);
    expect((await lookup(by("ReadOnly", "false"))).map(({ EventName }) => EventName)).toEqual([
      "PutRolePolicy",
      "CreateRole",
    ]);
    expect(await lookup(by("EventName", "getrole"))).toEqual([]);
  });

  test("and no second", async () => {
    const LookupAttributes = [
      ...(by("EventName", "A").LookupAttributes ?? []),
      ...(by("EventName", "B").LookupAttributes ?? []),
    ];
    await expect(lookup({ LookupAttributes })).rejects.toMatchObject({ name: "InvalidLookupAttributesException" });
  });

  test.each([
    ["UserName", "admin"],
    ["ReadOnly", "yes"],
  ])("%s=%s is none", async (key, value) => {
    await expect(lookup(by(key, value))).rejects.toMatchObject({ name: "InvalidLookupAttributesException" });
  });
});

describe("times", () => {
  test("StartTime and EndTime are inclusive, to the second", async () => {
    liftRateLimit();
    await callIdentity(3, 10);
    await aws.advance(300);
    const at = (seconds: number) => new Date(Date.parse("2026-03-01T09:00:00Z") + seconds * 1000);
    const times = async (StartTime?: Date, EndTime?: Date) =>
      (
        await lookup({
          ...by("EventName", "GetCallerIdentity"),
          ...(StartTime && { StartTime }),
          ...(EndTime && { EndTime }),
        })
      ).map(({ EventTime }) => ((EventTime?.getTime() ?? 0) - at(0).getTime()) / 1000);
    expect(await times(at(0), at(20))).toEqual([20, 10, 0]);
    expect(await times(at(10), at(10))).toEqual([10]);
    expect(await times(at(11))).toEqual([20]);
    expect(await times(undefined, at(9))).toEqual([0]);
  });

  test("a start after the end is refused", async () => {
    const range = { StartTime: new Date("2026-03-01T09:00:01Z"), EndTime: new Date("2026-03-01T09:00:00Z") };
    await expect(lookup(range)).rejects.toMatchObject({ name: "InvalidTimeRangeException" });
  });

  test("events are kept for 90 days", async () => {
    await callIdentity(1);
    await aws.advance(90 * 86400);
    expect(await lookup(by("EventName", "GetCallerIdentity"))).toHaveLength(1);
    await aws.advance(1);
    expect(await lookup(by("EventName", "GetCallerIdentity"))).toEqual([]);
  });
});

describe("pages", () => {
  test("hold 50 events, newest first, and go on where the last one ended while new events arrive", async () => {
    liftRateLimit();
    await callIdentity(60, 1);
    await aws.advance(300);
    const question = by("EventName", "GetCallerIdentity");
    const first = await aws.admin.cloudtrail.send(new LookupEventsCommand(question));
    expect(first.Events).toHaveLength(50);
    await callIdentity(5, 1);
    await aws.advance(300);
    const second = await aws.admin.cloudtrail.send(
      new LookupEventsCommand({ ...question, NextToken: first.NextToken }),
    );
    const ids = [...(first.Events ?? []), ...(second.Events ?? [])].map(({ EventId }) => EventId);
    expect(new Set(ids).size).toBe(60);
    expect(ids).toHaveLength(60);
    expect(second.NextToken).toBeUndefined();
    const times = (first.Events ?? []).map(({ EventTime }) => EventTime?.getTime() ?? 0);
    expect(times).toEqual(times.toSorted((one, other) => other - one));
  });

  test("events of one second are on one page or the other, never on both or neither", async () => {
    liftRateLimit();
    await callIdentity(7);
    await aws.advance(300);
    const question = { ...by("EventName", "GetCallerIdentity"), MaxResults: 3 };
    const ids: (string | undefined)[] = [];
    let NextToken: string | undefined;
    do {
      const page = await aws.admin.cloudtrail.send(new LookupEventsCommand({ ...question, NextToken }));
      ids.push(...(page.Events ?? []).map(({ EventId }) => EventId));
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    expect(ids).toHaveLength(7);
    expect(new Set(ids).size).toBe(7);
  });

  test("a token is refused with other parameters, in another Region, or when it is none", async () => {
    liftRateLimit();
    await callIdentity(3);
    await aws.advance(300);
    const question = { ...by("EventName", "GetCallerIdentity"), MaxResults: 1 };
    const { NextToken } = await aws.admin.cloudtrail.send(new LookupEventsCommand(question));
    expect(NextToken).toEqual(expect.any(String));
    const refused = { name: "InvalidNextTokenException" };
    await expect(lookup({ ...by("EventName", "GetRole"), MaxResults: 1, NextToken })).rejects.toMatchObject(refused);
    await expect(lookup({ ...question, EndTime: new Date(aws.now()), NextToken })).rejects.toMatchObject(refused);
    await expect(lookup({ ...question, NextToken }, "eu-west-1")).rejects.toMatchObject(refused);
    await expect(lookup({ ...question, NextToken: "bm9uc2Vuc2U=" })).rejects.toMatchObject(refused);
  });

  test.each([0, 51])("of %i events are refused", async (MaxResults) => {
    await expect(lookup({ MaxResults })).rejects.toMatchObject({ name: "InvalidMaxResultsException" });
  });
});

describe("the rate", () => {
  test("is two calls a second for an account in a Region, by the virtual clock", async () => {
    await lookup();
    await lookup();
    await expect(lookup()).rejects.toMatchObject({ name: "ThrottlingException", message: "Rate exceeded" });
    await lookup({}, "eu-west-1");
    await aws.advance(0.5);
    await lookup();
    await expect(lookup()).rejects.toMatchObject({ name: "ThrottlingException" });
    await aws.advance(60);
    await lookup();
    await lookup();
    await expect(lookup()).rejects.toMatchObject({ name: "ThrottlingException" });
  });
});

describe("the history", () => {
  test("is of one Region: IAM's events are in us-east-1, those of regional endpoints where they were called", async () => {
    liftRateLimit();
    await aws.as(ADMIN_KEY, "eu-west-1").sts.send(new GetCallerIdentityCommand({}));
    await aws
      .as(ADMIN_KEY, "eu-west-1")
      .iam.send(new GetRoleCommand({ RoleName: "nobody" }))
      .catch(() => {});
    await aws.advance(300);
    const names = async (region: string) => (await lookup({}, region)).map(({ EventName }) => EventName);
    expect(await names("eu-west-1")).toEqual(["GetCallerIdentity"]);
    expect(await names("us-east-1")).toEqual(["GetRole"]);
  });

  test("shows an event that overtook another, after the delay was made shorter, in its place", async () => {
    liftRateLimit();
    await callIdentity(1, 1);
    changeSettings(aws.aws.world().settings, { trailDelay: "0s" });
    await aws.admin.iam.send(new CreateRoleCommand({ RoleName: "app", AssumeRolePolicyDocument: TRUST }));
    expect((await lookup(by("Username", "admin"))).map(({ EventName }) => EventName)).toContain("CreateRole");
    await aws.advance(300);
    const names = (await lookup({ EndTime: new Date("2026-03-01T09:00:01Z") })).map(({ EventName }) => EventName);
    expect(names.filter((name) => name !== "LookupEvents")).toEqual(["CreateRole", "GetCallerIdentity"]);
  });

  test("has refused calls too, and no secrets", async () => {
    liftRateLimit();
    const session = await sessionWith(aws);
    const refused = new PutRolePolicyCommand({ RoleName: "app", PolicyName: "p", PolicyDocument: TRUST });
    await expect(session.iam.send(refused)).rejects.toMatchObject({ name: "AccessDenied" });
    await aws.advance(300);
    const [event] = await lookup(by("EventName", "PutRolePolicy"));
    expect(JSON.parse(event?.CloudTrailEvent ?? "")).toMatchObject({
      errorCode: "AccessDenied",
      responseElements: null,
    });
    const [opened] = await lookup(by("EventName", "AssumeRole"));
    expect(opened?.CloudTrailEvent).not.toMatch(/secretAccessKey|IQoJb3JpZ2lu/);
  });

  test("takes the permission cloudtrail:LookupEvents", async () => {
    const session = await sessionWith(aws, { Effect: "Allow", Action: "iam:*", Resource: "*" });
    await expect(session.cloudtrail.send(new LookupEventsCommand({}))).rejects.toMatchObject({
      name: "AccessDeniedException",
      message: expect.stringContaining("is not authorized to perform: cloudtrail:LookupEvents"),
    });
    const reader = await sessionWith(aws, { Effect: "Allow", Action: "cloudtrail:LookupEvents", Resource: "*" });
    await reader.cloudtrail.send(new LookupEventsCommand({}));
  });

  test("has no Insights events, and no other category", async () => {
    await callIdentity(1);
    await aws.advance(300);
    expect(await lookup({ EventCategory: "insight" })).toEqual([]);
    const other = { EventCategory: "management" } as unknown as LookupEventsCommandInput;
    await expect(lookup(other)).rejects.toMatchObject({ name: "InvalidEventCategoryException" });
  });
});
