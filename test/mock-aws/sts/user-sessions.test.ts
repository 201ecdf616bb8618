import { DescribeRegionsCommand } from "@aws-sdk/client-ec2";
import { GetAccessKeyInfoCommand, GetFederationTokenCommand } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Clients, startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { keysOf, policy } from "../../support/session.ts";
import { ACCOUNT, allow, assume, createRole, createUser, policyArn } from "../iam/cast.ts";

let aws: TestAws;
beforeAll(async () => {
  aws = await startLocalAws();
});
beforeEach(() => aws.aws.reset());
afterAll(() => aws.close());

const WORK = new DescribeRegionsCommand({});

async function federated(who: Pick<Clients, "sts">, Policy?: string): Promise<Clients> {
  const { Credentials } = await who.sts.send(
    new GetFederationTokenCommand({ Name: "carol", ...(Policy ? { Policy } : {}) }),
  );
  return aws.as(keysOf(Credentials));
}

describe("GetFederationToken", () => {
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
