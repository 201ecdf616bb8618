import { DescribeRegionsCommand } from "@aws-sdk/client-ec2";
import {
  DeleteAccessKeyCommand,
  GetRoleCommand,
  PutUserPolicyCommand,
  UpdateAccessKeyCommand,
} from "@aws-sdk/client-iam";
import {
  GetAccessKeyInfoCommand,
  GetCallerIdentityCommand,
  GetFederationTokenCommand,
  GetSessionTokenCommand,
} from "@aws-sdk/client-sts";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Clients, startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { keysOf, policy } from "../../support/session.ts";
import { ACCOUNT, allow, assume, createRole, createUser, deny, policyArn, userArn } from "../iam/cast.ts";

let aws: TestAws;
beforeAll(async () => {
  aws = await startLocalAws();
});
beforeEach(() => aws.aws.reset());
afterAll(() => aws.close());

const WHO = new GetCallerIdentityCommand({});
const WORK = new DescribeRegionsCommand({});
const REFUSED = { name: "UnauthorizedOperation" };

async function tokenOf(who: Pick<Clients, "sts">, DurationSeconds?: number): Promise<Clients> {
  const { Credentials } = await who.sts.send(
    new GetSessionTokenCommand(DurationSeconds === undefined ? {} : { DurationSeconds }),
  );
  return aws.as(keysOf(Credentials));
}

async function federated(who: Pick<Clients, "sts">, Policy?: string): Promise<Clients> {
  const { Credentials } = await who.sts.send(
    new GetFederationTokenCommand({ Name: "carol", ...(Policy ? { Policy } : {}) }),
  );
  return aws.as(keysOf(Credentials));
}

describe("GetSessionToken", () => {
  test("takes no permission and gives the user itself, for twelve hours", async () => {
    const ann = await createUser(aws, "ann", deny("*"));
    const token = await tokenOf(ann);
    expect((await token.sts.send(WHO)).Arn).toBe(userArn("ann"));
    await aws.advance(43_199);
    await token.sts.send(WHO);
    await aws.advance(1);
    await expect(token.sts.send(WHO)).rejects.toMatchObject({ name: "ExpiredToken" });
  });

  test("lasts 36 hours at most", async () => {
    const ann = await createUser(aws, "ann");
    await tokenOf(ann, 129_600);
    await expect(tokenOf(ann, 129_601)).rejects.toMatchObject({ name: "ValidationError" });
  });

  test("is for long-term keys alone", async () => {
    const ann = await createUser(aws, "ann");
    await createRole(aws, "app");
    for (const who of [await tokenOf(ann), aws.as(await assume(aws.admin, "app"))]) {
      await expect(tokenOf(who)).rejects.toMatchObject({
        name: "AccessDenied",
        message: "Cannot call GetSessionToken with session credentials",
      });
    }
  });

  test("may call STS for AssumeRole and GetCallerIdentity only, and IAM not at all", async () => {
    const token = await tokenOf(await createUser(aws, "ann", allow("*")));
    await createRole(aws, "app");
    await assume(token, "app");
    await token.ec2.send(WORK);
    await expect(
      token.sts.send(new GetAccessKeyInfoCommand({ AccessKeyId: "ASIAIOSFODNN7EXAMPLE" })),
    ).rejects.toMatchObject({ name: "AccessDenied" });
    await expect(token.iam.send(new GetRoleCommand({ RoleName: "app" }))).rejects.toMatchObject({
      name: "InvalidClientTokenId",
    });
  });
});

describe("GetFederationToken", () => {
  test("allows what both the user and the session policy allow", async () => {
    const ann = await createUser(aws, "ann", allow(["sts:GetFederationToken", "ec2:DescribeRegions"]));
    const carol = await federated(ann, policy(allow("*")));
    expect(await carol.sts.send(WHO)).toMatchObject({
      Arn: `arn:aws:sts::${ACCOUNT}:federated-user/carol`,
      UserId: `${ACCOUNT}:carol`,
    });
    await carol.ec2.send(WORK);
    const narrow = await federated(ann, policy(allow("sns:*")));
    await expect(narrow.ec2.send(WORK)).rejects.toMatchObject(REFUSED);
    const bare = await federated(ann);
    await expect(bare.ec2.send(WORK)).rejects.toMatchObject(REFUSED);
  });

  test("may call neither IAM nor STS", async () => {
    const carol = await federated(aws.admin, policy(allow("*")));
    await createRole(aws, "app");
    await expect(carol.iam.send(new GetRoleCommand({ RoleName: "app" }))).rejects.toMatchObject({
      name: "InvalidClientTokenId",
    });
    await expect(assume(carol, "app")).rejects.toMatchObject({ name: "AccessDenied" });
  });

  test("takes a permission, and a name of 2 to 32 characters", async () => {
    const ann = await createUser(aws, "ann");
    await expect(federated(ann)).rejects.toMatchObject({
      message: expect.stringContaining(
        `sts:GetFederationToken on resource: arn:aws:sts::${ACCOUNT}:federated-user/carol`,
      ),
    });
    const long = new GetFederationTokenCommand({ Name: "c".repeat(33) });
    await expect(aws.admin.sts.send(long)).rejects.toMatchObject({ name: "ValidationError" });
  });

  test("carries the user's tags and its own as principal tags", async () => {
    const { PackedPolicySize } = await aws.admin.sts.send(new GetFederationTokenCommand({ Name: "carol" }));
    expect(PackedPolicySize).toBe(0);
    const Condition = { StringEquals: { "aws:PrincipalTag/team": "blue" } };
    const Policy = policy({ ...allow("ec2:*"), Condition });
    const wish = { Name: "carol", Policy, Tags: [{ Key: "Team", Value: "blue" }] };
    const { Credentials } = await aws.admin.sts.send(new GetFederationTokenCommand(wish));
    await aws.as(keysOf(Credentials)).ec2.send(WORK);
  });
});

describe("sessions of a user", () => {
  test("outlive the deactivation and the deletion of the key that made them; a deny on the user stops them", async () => {
    const ann = await createUser(aws, "ann", allow(["ec2:*", "sts:*"]));
    const sessions = [await tokenOf(ann), await federated(ann, policy(allow("ec2:*")))];
    const key = { UserName: "ann", AccessKeyId: ann.keys.accessKeyId };
    await aws.admin.iam.send(new UpdateAccessKeyCommand({ ...key, Status: "Inactive" }));
    for (const session of sessions) await session.ec2.send(WORK);
    await aws.admin.iam.send(new DeleteAccessKeyCommand(key));
    await aws.advance(3600);
    for (const session of sessions) await session.ec2.send(WORK);

    const Condition = { DateLessThan: { "aws:TokenIssueTime": new Date(aws.now()).toISOString() } };
    const PolicyDocument = policy({ ...deny("*"), Condition });
    await aws.admin.iam.send(new PutUserPolicyCommand({ UserName: "ann", PolicyName: "revoke", PolicyDocument }));
    for (const session of sessions) await expect(session.ec2.send(WORK)).rejects.toMatchObject(REFUSED);
  });

  test("are not what a deny by issue time takes from the user's own key", async () => {
    const ann = await createUser(aws, "ann", allow("ec2:*"), {
      ...deny("*"),
      Condition: { DateLessThan: { "aws:TokenIssueTime": "2030-01-01T00:00:00Z" } },
    });
    await ann.ec2.send(WORK);
    await expect((await tokenOf(ann)).ec2.send(WORK)).rejects.toMatchObject(REFUSED);
  });
});

test("GetAccessKeyInfo tells the account of any key id, of temporary ones and of others' too", async () => {
  const ask = async (AccessKeyId: string) =>
    (await aws.admin.sts.send(new GetAccessKeyInfoCommand({ AccessKeyId }))).Account;
  await createRole(aws, "app");
  expect(await ask((await assume(aws.admin, "app")).accessKeyId)).toBe(ACCOUNT);
  expect(await ask("AKIAIOSFODNN7EXAMPLE")).toBe(ACCOUNT);
  expect(await ask("ASIAQNZGKIQY56JQ7WML")).toBe("029608264753");
  await expect(ask("1234567890123456")).rejects.toMatchObject({ name: "ValidationError" });
});

test("policies of sessions are those of the account that is asked", async () => {
  const wish = new GetFederationTokenCommand({ Name: "carol", PolicyArns: [{ arn: policyArn("nope") }] });
  await expect(aws.admin.sts.send(wish)).rejects.toThrow();
});
