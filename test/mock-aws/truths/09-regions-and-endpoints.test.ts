// Global and regional STS endpoints: credentials from one work everywhere, and the trail shows each call in its Region.
import { LookupEventsCommand } from "@aws-sdk/client-cloudtrail";
import { GetRoleCommand } from "@aws-sdk/client-iam";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ADMIN_KEY } from "../../../mock-aws/bootstrap.ts";
import { type Clients, startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { OTHER_ACCOUNT, otherAccount } from "../../support/other-account.ts";
import { policy } from "../../support/session.ts";
import { ACCOUNT, allow, assume, createRole, deny, trust } from "../iam/cast.ts";
import { DENIED_EXPLICITLY, MAY_WORK, putOnRole, trailOf, userOf, WHO, WORK } from "./scene.ts";

/** The global endpoint is in us-east-1, and clients sign for that. */
const [GLOBAL, IRELAND, TOKYO] = ["us-east-1", "eu-west-1", "ap-northeast-1"];

let aws: TestAws;
beforeAll(async () => {
  aws = await startLocalAws();
});
beforeEach(async () => {
  await aws.aws.reset();
  await createRole(aws, "app", { may: [MAY_WORK, allow("iam:GetRole")] });
});
afterAll(() => aws.close());

const adminIn = (region: string) => aws.as(ADMIN_KEY, region);

/** Names of the events that LookupEvents shows in a Region, and whose key signed them. */
async function seenIn(region: string): Promise<readonly (string | undefined)[]> {
  const { Events } = await adminIn(region).cloudtrail.send(new LookupEventsCommand({}));
  return Events?.map(({ EventName }) => EventName) ?? [];
}

describe.each([
  ["the global endpoint", GLOBAL],
  ["the endpoint in Ireland", IRELAND],
  ["the endpoint in Tokyo", TOKYO],
])("credentials from %s", (_where, region = "") => {
  test("work in every Region, with services of a Region and with those of none", async () => {
    const keys = await assume(adminIn(region), "app");
    for (const anywhere of [GLOBAL, IRELAND, TOKYO]) {
      const session = aws.as(keys, anywhere);
      await session.ec2.send(WORK);
      await session.iam.send(new GetRoleCommand({ RoleName: "app" }));
      expect((await session.sts.send(WHO)).Arn).toBe(`arn:aws:sts::${ACCOUNT}:assumed-role/app/session`);
    }
  });

  test("are denied in every Region, and expire in every Region", async () => {
    const keys = await assume(adminIn(region), "app");
    await putOnRole(aws, "app", deny("*"));
    for (const anywhere of [GLOBAL, IRELAND, TOKYO])
      await expect(aws.as(keys, anywhere).ec2.send(WORK)).rejects.toMatchObject(DENIED_EXPLICITLY);
    await aws.advance(3600);
    for (const anywhere of [GLOBAL, IRELAND, TOKYO])
      await expect(aws.as(keys, anywhere).sts.send(WHO)).rejects.toMatchObject({ name: "ExpiredToken" });
  });
});

describe("the trail", () => {
  beforeEach(async () => {
    await aws.advance(1);
  });

  test("shows a call to a regional endpoint in that Region and in no other", async () => {
    await assume(adminIn(IRELAND), "app");
    await aws.advance(300);
    expect(await seenIn(IRELAND)).toContain("AssumeRole");
    expect(await seenIn(GLOBAL)).not.toContain("AssumeRole");
    expect(await seenIn(TOKYO)).not.toContain("AssumeRole");
  });

  test("shows a call to the global endpoint, and every call to IAM, in us-east-1", async () => {
    await assume(adminIn(GLOBAL), "app");
    await adminIn(IRELAND).iam.send(new GetRoleCommand({ RoleName: "app" }));
    await aws.advance(300);
    expect(await seenIn(GLOBAL)).toEqual(expect.arrayContaining(["AssumeRole", "GetRole"]));
    expect(await seenIn(IRELAND)).not.toContain("GetRole");
  });

  test("must be asked in every Region to follow a key: each shows only what was called there", async () => {
    const keys = await assume(adminIn(GLOBAL), "app");
    await aws.as(keys, TOKYO).sts.send(WHO);
    await aws.as(keys, IRELAND).ec2.send(WORK);
    await aws.advance(300);
    const LookupAttributes = [{ AttributeKey: "AccessKeyId" as const, AttributeValue: keys.accessKeyId }];
    const signedIn = async (region = "") => {
      const { Events } = await adminIn(region).cloudtrail.send(new LookupEventsCommand({ LookupAttributes }));
      return Events?.map(({ EventName }) => EventName);
    };
    expect(await signedIn(TOKYO)).toEqual(["GetCallerIdentity"]);
    expect(await signedIn(IRELAND)).toEqual(["DescribeRegions"]);
    expect(await signedIn(GLOBAL)).toEqual([]);
  });
});

describe("an AssumeRole from one account into another", () => {
  let richard: Clients;
  beforeEach(async () => {
    richard = await userOf(otherAccount(aws), aws, "richard", allow("sts:AssumeRole"));
    await createRole(aws, "shared", { trusts: policy(trust({ AWS: OTHER_ACCOUNT })) });
  });

  const opened = async (account: string) =>
    (await trailOf(aws, account)).filter(({ eventName }) => eventName === "AssumeRole");

  test("is on both accounts' trails, in the Region that was called, under one shared id", async () => {
    await assume(aws.as(richard.keys, IRELAND), "shared");
    const [[theirs], [ours]] = [await opened(OTHER_ACCOUNT), await opened(ACCOUNT)];
    expect(theirs).toMatchObject({ awsRegion: IRELAND, recipientAccountId: OTHER_ACCOUNT });
    expect(ours).toMatchObject({ awsRegion: IRELAND, recipientAccountId: ACCOUNT });
    expect(theirs?.sharedEventID).toMatch(/^[0-9a-f-]{36}$/);
    expect(ours?.sharedEventID).toBe(theirs?.sharedEventID);
  });

  test("names the user in its own account, and to the role's account the account only; the key is told to both", async () => {
    const keys = await assume(richard, "shared");
    const [[theirs], [ours]] = [await opened(OTHER_ACCOUNT), await opened(ACCOUNT)];
    expect(theirs?.userIdentity).toMatchObject({ type: "IAMUser", userName: "richard" });
    expect(ours?.userIdentity).toMatchObject({ type: "AWSAccount", accountId: OTHER_ACCOUNT });
    expect(JSON.stringify(ours)).not.toContain("user/richard");
    for (const event of [theirs, ours])
      expect(event?.responseElements).toMatchObject({ credentials: { accessKeyId: keys.accessKeyId } });
  });

  test("that is refused is on the trail of the caller, and has opened nothing", async () => {
    await createRole(aws, "closed");
    await expect(assume(richard, "closed")).rejects.toMatchObject({ name: "AccessDenied" });
    expect(await opened(OTHER_ACCOUNT)).toMatchObject([{ errorCode: "AccessDenied", responseElements: null }]);
  });

  test("a call within one account has no shared id", async () => {
    await assume(aws.admin, "app");
    const [own] = await opened(ACCOUNT);
    expect(own).toMatchObject({ userIdentity: { userName: "admin" } });
    expect(own).not.toHaveProperty("sharedEventID");
  });
});
