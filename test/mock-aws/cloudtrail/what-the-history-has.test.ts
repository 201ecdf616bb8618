import { LookupEventsCommand, type LookupEventsCommandInput } from "@aws-sdk/client-cloudtrail";
import { CreateRoleCommand, GetRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { describe, expect, test } from "vitest";
import { ADMIN_KEY } from "../../../mock-aws/bootstrap.ts";
import { changeSettings } from "../../../mock-aws/settings.ts";
import type { TestAws } from "../../support/local-aws.ts";
import { sessionWith } from "../../support/session.ts";
import { TRUSTS_ACCOUNT } from "../iam/cast.ts";
import { by, type Lookups, lookups } from "./lookups.ts";

let aws: TestAws;
let lookup: Lookups["lookup"];
let liftRateLimit: Lookups["liftRateLimit"];
let callIdentity: Lookups["callIdentity"];
lookups((cast) => {
  ({ aws, lookup, liftRateLimit, callIdentity } = cast);
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
    await aws.admin.iam.send(new CreateRoleCommand({ RoleName: "app", AssumeRolePolicyDocument: TRUSTS_ACCOUNT }));
    expect((await lookup(by("Username", "admin"))).map(({ EventName }) => EventName)).toContain("CreateRole");
    await aws.advance(300);
    const names = (await lookup({ EndTime: new Date("2026-03-01T09:00:01Z") })).map(({ EventName }) => EventName);
    expect(names.filter((name) => name !== "LookupEvents")).toEqual(["CreateRole", "GetCallerIdentity"]);
  });

  test("has refused calls too, and no secrets", async () => {
    liftRateLimit();
    const session = await sessionWith(aws);
    const refused = new PutRolePolicyCommand({ RoleName: "app", PolicyName: "p", PolicyDocument: TRUSTS_ACCOUNT });
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
