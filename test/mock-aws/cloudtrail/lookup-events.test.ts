import { CreateRoleCommand, GetRoleCommand } from "@aws-sdk/client-iam";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { describe, expect, test } from "vitest";
import { ADMIN_KEY } from "../../../mock-aws/bootstrap.ts";
import type { TestAws } from "../../support/local-aws.ts";
import { keysOf, sessionWith } from "../../support/session.ts";
import { TRUSTS_ACCOUNT } from "../iam/cast.ts";
import { by, type Lookups, lookups } from "./lookups.ts";

let aws: TestAws;
let lookup: Lookups["lookup"];
let liftRateLimit: Lookups["liftRateLimit"];
let callIdentity: Lookups["callIdentity"];
lookups((cast) => {
  ({ aws, lookup, liftRateLimit, callIdentity } = cast);
});

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
    await aws.admin.iam.send(new CreateRoleCommand({ RoleName: "app", AssumeRolePolicyDocument: TRUSTS_ACCOUNT }));
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
