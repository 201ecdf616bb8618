// Service control policies on accounts and units say what is the most that anybody in them may do, root included.
import { DetachPolicyCommand, MoveAccountCommand } from "@aws-sdk/client-organizations";
import { CreateBucketCommand, GetObjectCommand, PutBucketPolicyCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { accessKeyId, secretKey } from "../../../mock-aws/ids.ts";
import { versioned } from "../../../mock-aws/propagation.ts";
import { type Clients, startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { policy } from "../../support/session.ts";
import { allow, deny } from "../iam/cast.ts";
import { organizationOf } from "./organization.ts";
import { refusedBecause, userOf, WHO, WORK } from "./scene.ts";

let aws: TestAws;
let organization: ReturnType<typeof organizationOf>;
let account: string;
let inside: Clients;
beforeAll(async () => {
  aws = await startLocalAws();
  organization = organizationOf(aws);
});
beforeEach(async () => {
  await aws.aws.reset();
  await organization.enable();
  account = await organization.createAccount("workload");
  inside = await organization.enter(account);
});
afterAll(() => aws.close());

const DENIED_BY_SCP = refusedBecause("with an explicit deny in a service control policy");

/** The root user of the member account. */
function rootOf(id: string): Clients {
  const world = aws.aws.world();
  const keys = { accessKeyId: accessKeyId(world.random, "AKIA", id), secretAccessKey: secretKey(world.random) };
  const status = versioned("Active" as const, 0);
  world.credentials.set(keys.accessKeyId, { kind: "long-term", ...keys, account: id, createdAt: aws.now(), status });
  return aws.as(keys);
}

describe("a deny", () => {
  test("on an account binds everybody in it: its roles, its users and its root", async () => {
    const who = [inside, await userOf(inside, aws, "ann", allow("*")), rootOf(account)];
    for (const { ec2 } of who) await ec2.send(WORK);
    await organization.control(account, "no-ec2", deny("ec2:*"));
    for (const { ec2 } of who) await expect(ec2.send(WORK)).rejects.toMatchObject(DENIED_BY_SCP);
  });

  test("on an account leaves other accounts alone", async () => {
    const other = await organization.enter(await organization.createAccount("other"));
    await organization.control(account, "no-ec2", deny("ec2:*"));
    await other.ec2.send(WORK);
  });

  test("on a unit binds the accounts in it and in the units below it, as they are moved in and out", async () => {
    const root = await organization.rootId();
    const outer = await organization.createUnit("outer", root);
    const inner = await organization.createUnit("inner", outer);
    await organization.control(outer, "no-ec2", deny("ec2:*"));
    const move = (SourceParentId: string, DestinationParentId: string) =>
      organization.client.send(new MoveAccountCommand({ AccountId: account, SourceParentId, DestinationParentId }));
    await inside.ec2.send(WORK);
    await move(root, inner);
    await expect(inside.ec2.send(WORK)).rejects.toMatchObject(DENIED_BY_SCP);
    await move(inner, outer);
    await expect(inside.ec2.send(WORK)).rejects.toMatchObject(DENIED_BY_SCP);
    await move(outer, root);
    await inside.ec2.send(WORK);
  });

  test("on the root binds every member account and never the management account", async () => {
    await organization.control(await organization.rootId(), "no-ec2", deny("ec2:*"));
    await expect(inside.ec2.send(WORK)).rejects.toMatchObject(DENIED_BY_SCP);
    await aws.admin.ec2.send(WORK);
  });

  test("can leave one role out: by its ARN", async () => {
    const ArnNotLike = { "aws:PrincipalArn": `arn:aws:iam::${account}:role/OrganizationAccountAccessRole` };
    await organization.control(account, "but-one", { ...deny("ec2:*"), Condition: { ArnNotLike } });
    await inside.ec2.send(WORK);
    const ann = await userOf(inside, aws, "ann", allow("*"));
    await expect(ann.ec2.send(WORK)).rejects.toMatchObject(DENIED_BY_SCP);
  });

  test("by issue time stops a leaked session that no policy in the account could be trusted to stop", async () => {
    await aws.advance(1);
    const Condition = { DateLessThan: { "aws:TokenIssueTime": new Date(aws.now()).toISOString() } };
    await organization.control(account, "older", { ...deny("*"), Condition });
    await expect(inside.ec2.send(WORK)).rejects.toMatchObject(DENIED_BY_SCP);
    await (await organization.enter(account)).ec2.send(WORK);
  });

  test("does not keep anybody from GetCallerIdentity", async () => {
    await organization.control(account, "nothing", deny("*"));
    expect(await inside.sts.send(WHO)).toMatchObject({ Account: account });
  });
});

describe("an allow", () => {
  test("gives nothing: who has no permission of its own has none", async () => {
    await organization.control(account, "all-of-ec2", allow("ec2:*"));
    const ann = await userOf(inside, aws, "ann");
    await expect(ann.ec2.send(WORK)).rejects.toMatchObject(refusedBecause("because no identity-based policy allows"));
  });

  test("is needed at every level: what the account's own level does not allow is refused", async () => {
    await organization.control(account, "only-s3", allow("s3:*"));
    await inside.ec2.send(WORK);
    const full = { PolicyId: "p-FullAWSAccess", TargetId: account };
    await organization.client.send(new DetachPolicyCommand(full));
    await expect(inside.ec2.send(WORK)).rejects.toMatchObject(
      refusedBecause("because no service control policy allows the ec2:DescribeRegions action"),
    );
  });
});

describe("across accounts", () => {
  const READ = new GetObjectCommand({ Bucket: "reports", Key: "a" });

  test("the policies over the caller's account count, not those over the resource's", async () => {
    const other = await organization.createAccount("other");
    const owner = await organization.enter(other);
    await owner.s3.send(new CreateBucketCommand({ Bucket: "reports" }));
    await owner.s3.send(new PutObjectCommand({ Bucket: "reports", Key: "a", Body: "hello" }));
    const Resource = "arn:aws:s3:::reports/*";
    const Policy = policy({ Effect: "Allow", Principal: { AWS: account }, Action: "s3:GetObject", Resource });
    await owner.s3.send(new PutBucketPolicyCommand({ Bucket: "reports", Policy }));
    await organization.control(other, "no-s3", deny("s3:*"));
    await inside.s3.send(READ);
    await organization.control(account, "no-s3-here", deny("s3:*"));
    await expect(inside.s3.send(READ)).rejects.toMatchObject({
      name: "AccessDenied",
      message: expect.stringContaining("with an explicit deny in a service control policy"),
    });
  });
});

test("a new policy takes effect after the propagation time", async () => {
  aws.aws.world().settings.iamPropagation = 4_000;
  await aws.advance(10);
  await organization.control(account, "no-ec2", deny("ec2:*"));
  await aws.advance(3);
  await inside.ec2.send(WORK);
  await aws.advance(1);
  await expect(inside.ec2.send(WORK)).rejects.toMatchObject(DENIED_BY_SCP);
});
