// AWSRevokeOlderSessions denies sessions issued before its time and none issued after; a scoped deny denies one alone.
import {
  DeleteRolePolicyCommand,
  GetRolePolicyCommand,
  PutUserPolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { ListBucketsCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createInstanceRole, runInstance } from "../../support/instance.ts";
import { type Clients, startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { OTHER_ACCOUNT, otherAccount } from "../../support/other-account.ts";
import { policy } from "../../support/session.ts";
import { ACCOUNT, allow, assume, createRole, createUser, deny, roleArn, trust } from "../iam/cast.ts";
import { DENIED_EXPLICITLY, MAY_WORK, putOnRole, revokeOlderSessions, servedTo, userOf, WHO, WORK } from "./scene.ts";

let aws: TestAws;
beforeAll(async () => {
  aws = await startLocalAws();
});
beforeEach(() => aws.aws.reset());
afterAll(() => aws.close());

const open = async (RoleSessionName: string, who: Pick<Clients, "sts"> = aws.admin) =>
  aws.as(await assume(who, "app", { RoleSessionName }));

async function refused(...sessions: readonly Clients[]): Promise<void> {
  for (const { ec2 } of sessions) await expect(ec2.send(WORK)).rejects.toMatchObject(DENIED_EXPLICITLY);
}

describe("AWSRevokeOlderSessions", () => {
  test("denies what was issued before its time, to the second, and nothing that was issued at it or after", async () => {
    await createRole(aws, "app", { may: [MAY_WORK] });
    const cutoff = aws.now() + 30_000;
    const older = await open("older");
    await revokeOlderSessions(aws, "app", cutoff);
    await aws.advance(29);
    const lastToBeDenied = await open("last");
    await aws.advance(1);
    const atTheTime = await open("at");
    await aws.advance(1);
    const newer = await open("newer");
    await refused(older, lastToBeDenied);
    await atTheTime.ec2.send(WORK);
    await newer.ec2.send(WORK);
    await aws.advance(3000);
    await refused(older, lastToBeDenied);
    await newer.ec2.send(WORK);
  });

  test("whoever's they are: users', another account's and those of an instance", async () => {
    const trusts = policy(trust({ AWS: [ACCOUNT, OTHER_ACCOUNT] }), trust({ Service: "ec2.amazonaws.com" }));
    await createInstanceRole(aws, "app", MAY_WORK);
    await aws.admin.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: "app", PolicyDocument: trusts }));
    const ann = await createUser(aws, "ann", allow("sts:AssumeRole"));
    const richard = await userOf(otherAccount(aws), aws, "richard", allow("sts:AssumeRole", roleArn("app")));
    const { InstanceId } = await runInstance(aws, "app");
    const instance = await servedTo(aws, InstanceId, "app");
    const sessions = [await open("ann", ann), await open("richard", richard), instance];
    await Promise.all(sessions.map(({ ec2 }) => ec2.send(WORK)));
    await aws.advance(1);
    await revokeOlderSessions(aws, "app", aws.now());
    await refused(...sessions);
    for (const who of [ann, richard]) await (await open("again", who)).ec2.send(WORK);
  });

  test("denies everything, of every service, but for GetCallerIdentity", async () => {
    await createRole(aws, "app", { may: [allow("*")] });
    const session = await open("alice");
    await revokeOlderSessions(aws, "app", aws.now() + 1000);
    await refused(session);
    await expect(session.s3.send(new ListBucketsCommand({}))).rejects.toMatchObject({ name: "AccessDenied" });
    await expect(assume(session, "app")).rejects.toMatchObject({ name: "AccessDenied" });
    await session.sts.send(WHO);
  });

  test("of another role does not reach sessions that were opened from a denied one before", async () => {
    await createRole(aws, "app", { may: [allow("sts:AssumeRole")] });
    await createRole(aws, "next", { may: [MAY_WORK] });
    const session = await open("alice");
    const chained = aws.as(await assume(session, "next"));
    await revokeOlderSessions(aws, "app", aws.now() + 1000);
    await expect(assume(session, "next")).rejects.toMatchObject({ name: "AccessDenied" });
    await chained.ec2.send(WORK);
  });

  test("pressed again replaces the policy: the later time counts, and what else stood under the name is gone", async () => {
    await createRole(aws, "app", { may: [MAY_WORK] });
    await revokeOlderSessions(aws, "app", aws.now() + 30_000);
    await aws.advance(60);
    const between = await open("between");
    await between.ec2.send(WORK);
    await revokeOlderSessions(aws, "app", aws.now() + 30_000);
    await refused(between);
    const name = { RoleName: "app", PolicyName: "AWSRevokeOlderSessions" };
    const { PolicyDocument } = await aws.admin.iam.send(new GetRolePolicyCommand(name));
    expect(JSON.parse(decodeURIComponent(PolicyDocument ?? "")).Statement).toHaveLength(1);
    await aws.admin.iam.send(new DeleteRolePolicyCommand(name));
    await between.ec2.send(WORK);
  });

  test("does nothing to a long-term key, whose requests have no issue time", async () => {
    const ann = await createUser(aws, "ann", MAY_WORK);
    const Condition = { DateLessThan: { "aws:TokenIssueTime": new Date(aws.now() + 60_000).toISOString() } };
    const PolicyDocument = policy({ ...deny("*"), Condition });
    await aws.admin.iam.send(new PutUserPolicyCommand({ UserName: "ann", PolicyName: "revoke", PolicyDocument }));
    await ann.ec2.send(WORK);
  });
});

describe("a deny that is scoped to one session denies only that session", () => {
  test("by the role's id and the session's name", async () => {
    await createRole(aws, "app", { may: [MAY_WORK] });
    const [alice, bob] = [await open("alice"), await open("bob")];
    const { UserId } = await alice.sts.send(WHO);
    await putOnRole(aws, "app", { ...deny("*"), Condition: { StringEquals: { "aws:userid": UserId } } });
    await refused(alice);
    await bob.ec2.send(WORK);
    await refused(await open("alice"));
    await (await open("carol")).ec2.send(WORK);
  });

  test("by the name and the issue time together: the same name may sign in again", async () => {
    await createRole(aws, "app", { may: [MAY_WORK] });
    const [alice, bob] = [await open("alice"), await open("bob")];
    const { UserId } = await alice.sts.send(WHO);
    await aws.advance(1);
    const before = new Date(aws.now()).toISOString();
    const Condition = { StringEquals: { "aws:userid": UserId }, DateLessThan: { "aws:TokenIssueTime": before } };
    await putOnRole(aws, "app", { ...deny("*"), Condition });
    await refused(alice);
    await bob.ec2.send(WORK);
    await (await open("alice")).ec2.send(WORK);
  });

  test("by its source identity, along the chain of roles", async () => {
    const Action = ["sts:AssumeRole", "sts:SetSourceIdentity"];
    const trusts = policy(trust({ AWS: ACCOUNT }, { Action }));
    await createRole(aws, "first", { trusts, may: [allow(Action)] });
    await createRole(aws, "app", { trusts, may: [MAY_WORK] });
    const through = async (SourceIdentity: string) => {
      const first = aws.as(await assume(aws.admin, "first", { SourceIdentity }));
      return open("chained", first);
    };
    const [diego, saanvi] = [await through("diego"), await through("saanvi")];
    await putOnRole(aws, "app", { ...deny("*"), Condition: { StringEquals: { "aws:SourceIdentity": "diego" } } });
    await refused(diego);
    await saanvi.ec2.send(WORK);
  });

  test("by the instance that it was delivered to", async () => {
    await createInstanceRole(aws, "app", MAY_WORK);
    const [one, other] = [await runInstance(aws, "app"), await runInstance(aws, "app")];
    const [stolen, untouched] = [
      await servedTo(aws, one.InstanceId, "app"),
      await servedTo(aws, other.InstanceId, "app"),
    ];
    const instance = `arn:aws:ec2:us-east-1:${ACCOUNT}:instance/${one.InstanceId}`;
    await putOnRole(aws, "app", { ...deny("*"), Condition: { ArnEquals: { "ec2:SourceInstanceARN": instance } } });
    await refused(stolen);
    await untouched.ec2.send(WORK);
  });
});
