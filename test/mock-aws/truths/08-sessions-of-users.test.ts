// GetSessionToken and GetFederationToken: sessions of a user that outlive the key that made them, with limits of their own.
import { PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import {
  DeleteAccessKeyCommand,
  GetUserCommand,
  PutUserPolicyCommand,
  UpdateAccessKeyCommand,
} from "@aws-sdk/client-iam";
import { GetAccessKeyInfoCommand, GetFederationTokenCommand, GetSessionTokenCommand } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Clients, startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { OTHER_ACCOUNT, otherAccount } from "../../support/other-account.ts";
import { keysOf, policy } from "../../support/session.ts";
import { ACCOUNT, allow, assume, createRole, createUser, deny, roleArn, trust, userArn } from "../iam/cast.ts";
import { DENIED_EXPLICITLY, MAY_WORK, REFUSED, refusedBecause, WHO, WORK } from "./scene.ts";

let aws: TestAws;
beforeAll(async () => {
  aws = await startLocalAws();
});
beforeEach(() => aws.aws.reset());
afterAll(() => aws.close());

type Signer = Pick<Clients, "sts">;

async function tokenOf({ sts }: Signer): Promise<Clients> {
  return aws.as(keysOf((await sts.send(new GetSessionTokenCommand({}))).Credentials));
}

async function federated({ sts }: Signer, Policy?: string): Promise<Clients> {
  const wish = { Name: "carol", ...(Policy ? { Policy } : {}) };
  return aws.as(keysOf((await sts.send(new GetFederationTokenCommand(wish))).Credentials));
}

const ALL = policy(allow("*"));
const ME = new GetUserCommand({ UserName: "ann" });
const KEY_INFO = new GetAccessKeyInfoCommand({ AccessKeyId: "AKIAIOSFODNN7EXAMPLE" });
const cannotCall = (operation: string) => ({
  name: "AccessDenied",
  message: `Cannot call ${operation} with session credentials`,
});

describe("a session token", () => {
  test("takes no permission, nor can a policy refuse it, and it is the user itself", async () => {
    const ann = await createUser(aws, "ann", deny("*"));
    expect(await (await tokenOf(ann)).sts.send(WHO)).toMatchObject({ Account: ACCOUNT, Arn: userArn("ann") });
  });

  test("may do what the user may", async () => {
    const ann = await createUser(aws, "ann", MAY_WORK);
    await (await tokenOf(ann)).ec2.send(WORK);
    await expect((await tokenOf(await createUser(aws, "bob"))).ec2.send(WORK)).rejects.toMatchObject(REFUSED);
  });

  test("cannot call IAM without a second factor, not even as an administrator", async () => {
    const token = await tokenOf(aws.admin);
    await expect(token.iam.send(new GetUserCommand({}))).rejects.toMatchObject({
      name: "InvalidClientTokenId",
      $metadata: { httpStatusCode: 403 },
    });
  });

  test("can call of STS AssumeRole and GetCallerIdentity, and nothing else", async () => {
    const token = await tokenOf(await createUser(aws, "ann", allow("*")));
    await createRole(aws, "app", { may: [MAY_WORK] });
    await aws.as(await assume(token, "app")).ec2.send(WORK);
    await token.sts.send(WHO);
    await expect(token.sts.send(KEY_INFO)).rejects.toMatchObject(cannotCall("GetAccessKeyInfo"));
    await expect(tokenOf(token)).rejects.toMatchObject(cannotCall("GetSessionToken"));
    await expect(federated(token, ALL)).rejects.toMatchObject(cannotCall("GetFederationToken"));
  });

  test("assumes a role with tags and a source identity: those are permissions, and no calls of STS", async () => {
    const Action = ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"];
    await createRole(aws, "app", { trusts: policy(trust({ AWS: ACCOUNT }, { Action })), may: [MAY_WORK] });
    const token = await tokenOf(await createUser(aws, "ann", allow("sts:*")));
    const wish = { Tags: [{ Key: "team", Value: "blue" }], SourceIdentity: "ann" };
    await aws.as(await assume(token, "app", wish)).ec2.send(WORK);
  });

  test("of root may do in its account what root may", async () => {
    const token = await tokenOf(otherAccount(aws));
    expect(await token.sts.send(WHO)).toMatchObject({ Arn: `arn:aws:iam::${OTHER_ACCOUNT}:root` });
    await token.ec2.send(WORK);
  });
});

describe("a federated user", () => {
  test("takes a permission, unlike a session token, and has a name of its own", async () => {
    await expect(federated(await createUser(aws, "bob"))).rejects.toMatchObject({
      message: expect.stringContaining(
        `sts:GetFederationToken on resource: arn:aws:sts::${ACCOUNT}:federated-user/carol`,
      ),
    });
    const carol = await federated(await createUser(aws, "ann", allow("sts:GetFederationToken")));
    expect(await carol.sts.send(WHO)).toMatchObject({
      Arn: `arn:aws:sts::${ACCOUNT}:federated-user/carol`,
      UserId: `${ACCOUNT}:carol`,
    });
  });

  test("may do what both the user's policies and the session policy allow", async () => {
    const ann = await createUser(aws, "ann", allow(["sts:*", "ec2:DescribeRegions"]));
    await (await federated(ann, ALL)).ec2.send(WORK);
    await expect((await federated(ann, policy(allow("s3:*")))).ec2.send(WORK)).rejects.toMatchObject(
      refusedBecause("because no session policy allows"),
    );
    const bob = await createUser(aws, "bob", allow("sts:*"));
    await expect((await federated(bob, ALL)).ec2.send(WORK)).rejects.toMatchObject(
      refusedBecause("because no identity-based policy allows"),
    );
  });

  test("may do nothing without a session policy", async () => {
    await expect((await federated(aws.admin)).ec2.send(WORK)).rejects.toMatchObject(REFUSED);
  });

  test("loses at once what is taken from the user", async () => {
    const ann = await createUser(aws, "ann", allow(["sts:*", "ec2:*"]));
    const carol = await federated(ann, ALL);
    await carol.ec2.send(WORK);
    await putOnUser(allow("sts:*"), "work");
    await expect(carol.ec2.send(WORK)).rejects.toMatchObject(REFUSED);
  });

  test("can call neither IAM nor of STS anything but GetCallerIdentity", async () => {
    const carol = await federated(aws.admin, ALL);
    await createRole(aws, "app", { trusts: policy(trust({ AWS: ACCOUNT })) });
    await expect(carol.iam.send(new GetUserCommand({ UserName: "admin" }))).rejects.toMatchObject({
      name: "InvalidClientTokenId",
    });
    await expect(assume(carol, "app")).rejects.toMatchObject(cannotCall("AssumeRole"));
    await expect(tokenOf(carol)).rejects.toMatchObject(cannotCall("GetSessionToken"));
    await expect(federated(carol, ALL)).rejects.toMatchObject(cannotCall("GetFederationToken"));
    await expect(carol.sts.send(KEY_INFO)).rejects.toMatchObject(cannotCall("GetAccessKeyInfo"));
    await carol.sts.send(WHO);
  });
});

test.each([
  ["GetSessionToken", tokenOf],
  ["GetFederationToken", federated],
])("%s is for long-term keys: a role's session cannot call it", async (operation, ask) => {
  await createRole(aws, "app", { may: [allow("*")] });
  await expect(ask(aws.as(await assume(aws.admin, "app")))).rejects.toMatchObject(cannotCall(operation));
});

describe("both", () => {
  let ann: Awaited<ReturnType<typeof createUser>>;
  let sessions: readonly Clients[];
  beforeEach(async () => {
    ann = await createUser(aws, "ann", allow(["ec2:*", "sts:*"]));
    sessions = [await tokenOf(ann), await federated(ann, ALL)];
  });
  const allWork = () => Promise.all(sessions.map(({ ec2 }) => ec2.send(WORK)));

  test("outlive the deactivation of the key that made them, and its deletion, for as long as they were given", async () => {
    const key = { UserName: "ann", AccessKeyId: ann.keys.accessKeyId };
    await aws.admin.iam.send(new UpdateAccessKeyCommand({ ...key, Status: "Inactive" }));
    await expect(ann.ec2.send(WORK)).rejects.toMatchObject({ name: "AuthFailure" });
    await allWork();
    await aws.admin.iam.send(new DeleteAccessKeyCommand(key));
    await aws.advance(12 * 3600 - 1);
    await allWork();
    await aws.advance(1);
    for (const { sts } of sessions) await expect(sts.send(WHO)).rejects.toMatchObject({ name: "ExpiredToken" });
  });

  test("are stopped by a deny on the user", async () => {
    await putOnUser(deny("*"));
    for (const { ec2 } of sessions) await expect(ec2.send(WORK)).rejects.toMatchObject(DENIED_EXPLICITLY);
  });

  test("are stopped by a deny by issue time, which leaves the user's key and later sessions alone", async () => {
    await aws.advance(1);
    const Condition = { DateLessThan: { "aws:TokenIssueTime": new Date(aws.now()).toISOString() } };
    await putOnUser({ ...deny("*"), Condition });
    for (const { ec2 } of sessions) await expect(ec2.send(WORK)).rejects.toMatchObject(DENIED_EXPLICITLY);
    await ann.ec2.send(WORK);
    await (await tokenOf(ann)).ec2.send(WORK);
    await (await federated(ann, ALL)).ec2.send(WORK);
  });

  test("leave open what was opened with them: a role's session is the role's", async () => {
    await createRole(aws, "app", { may: [MAY_WORK] });
    const [token] = sessions;
    const session = aws.as(await assume(token as Clients, "app"));
    await putOnUser(deny("*"));
    await session.ec2.send(WORK);
  });

  test("hand a role to a service, for which nobody calls IAM: the door to more that is left to them", async () => {
    await createRole(aws, "app", { trusts: policy(trust({ Service: "events.amazonaws.com" })) });
    await putOnUser(allow(["events:*", "iam:PassRole"]), "work");
    const target = { Id: "bus", Arn: `arn:aws:events:us-west-2:${ACCOUNT}:event-bus/default`, RoleArn: roleArn("app") };
    for (const { events } of sessions) {
      await events.send(new PutRuleCommand({ Name: "rule", ScheduleExpression: "rate(1 day)" }));
      await events.send(new PutTargetsCommand({ Rule: "rule", Targets: [target] }));
    }
    await putOnUser(deny("iam:PassRole"), "change");
    const again = new PutTargetsCommand({ Rule: "rule", Targets: [target] });
    for (const { events } of sessions) {
      await expect(events.send(again)).rejects.toMatchObject({ message: expect.stringContaining("explicit deny") });
    }
  });

  test("cannot reach IAM to undo the deny, whatever the user may", async () => {
    await putOnUser(allow("*"), "work");
    for (const { iam } of sessions) await expect(iam.send(ME)).rejects.toMatchObject({ name: "InvalidClientTokenId" });
  });
});

async function putOnUser(statement: Readonly<Record<string, unknown>>, PolicyName = "change"): Promise<void> {
  const PolicyDocument = policy(statement);
  await aws.admin.iam.send(new PutUserPolicyCommand({ UserName: "ann", PolicyName, PolicyDocument }));
}
