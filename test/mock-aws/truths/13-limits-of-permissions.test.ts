// Permissions boundaries and session policies limit what an identity's own policies give, and give nothing themselves.
import {
  CreatePolicyCommand,
  DeleteRolePermissionsBoundaryCommand,
  PutRolePermissionsBoundaryCommand,
  PutUserPermissionsBoundaryCommand,
} from "@aws-sdk/client-iam";
import { CreateBucketCommand, GetObjectCommand, PutBucketPolicyCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Clients, startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { colleagueAccount, OTHER_ACCOUNT } from "../../support/other-account.ts";
import { policy, type Statement } from "../../support/session.ts";
import { ACCOUNT, allow, assume, createRole, createUser, deny, policyArn, roleArn, trust } from "../iam/cast.ts";
import { MAY_WORK, REFUSED, refusedBecause, userOf, WHO, WORK } from "./scene.ts";

let aws: TestAws;
beforeAll(async () => {
  aws = await startLocalAws();
});
beforeEach(() => aws.aws.reset());
afterAll(() => aws.close());

async function managed(PolicyName: string, ...statements: readonly Statement[]): Promise<string> {
  await aws.admin.iam.send(new CreatePolicyCommand({ PolicyName, PolicyDocument: policy(...statements) }));
  return policyArn(PolicyName);
}

const bound = (PermissionsBoundary: string) =>
  aws.admin.iam.send(new PutRolePermissionsBoundaryCommand({ RoleName: "app", PermissionsBoundary }));
const open = async (wish = {}) => aws.as(await assume(aws.admin, "app", wish));
const NO_SESSION = refusedBecause("because no session policy allows the ec2:DescribeRegions action");
const NO_BOUNDARY = refusedBecause("because no permissions boundary allows the ec2:DescribeRegions action");

describe("a permissions boundary", () => {
  test("leaves of a role's permissions what it allows too, in sessions that are open already, until it is taken away", async () => {
    await createRole(aws, "app", { may: [allow("*")] });
    const session = await open();
    await session.ec2.send(WORK);
    await bound(await managed("bound", allow("s3:*")));
    await expect(session.ec2.send(WORK)).rejects.toMatchObject(NO_BOUNDARY);
    await aws.admin.iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName: "app" }));
    await session.ec2.send(WORK);
  });

  test("gives nothing that the role does not have", async () => {
    await createRole(aws, "app");
    await bound(await managed("bound", allow("*")));
    await expect((await open()).ec2.send(WORK)).rejects.toMatchObject(
      refusedBecause("because no identity-based policy allows"),
    );
  });

  test("that denies, denies explicitly", async () => {
    await createRole(aws, "app", { may: [allow("*")] });
    await bound(await managed("bound", allow("*"), deny("ec2:*")));
    await expect((await open()).ec2.send(WORK)).rejects.toMatchObject(
      refusedBecause("with an explicit deny in a permissions boundary"),
    );
  });

  test("limits a user in the same way", async () => {
    const ann = await createUser(aws, "ann", allow("*"));
    const PermissionsBoundary = await managed("bound", allow("s3:*"));
    await aws.admin.iam.send(new PutUserPermissionsBoundaryCommand({ UserName: "ann", PermissionsBoundary }));
    await expect(ann.ec2.send(WORK)).rejects.toMatchObject(NO_BOUNDARY);
  });
});

describe("session policies", () => {
  test("inline: leave the session what the role and they allow, and give nothing that the role does not have", async () => {
    await createRole(aws, "app", { may: [MAY_WORK] });
    await (await open({ Policy: policy(allow("ec2:*")) })).ec2.send(WORK);
    await expect((await open({ Policy: policy(allow("s3:*")) })).ec2.send(WORK)).rejects.toMatchObject(NO_SESSION);
    await createRole(aws, "poor");
    const wider = aws.as(await assume(aws.admin, "poor", { Policy: policy(allow("*")) }));
    await expect(wider.ec2.send(WORK)).rejects.toMatchObject(REFUSED);
  });

  test("by ARN: a managed policy of the role's account or of AWS", async () => {
    await createRole(aws, "app", { may: [allow("*")] });
    const arn = await managed("narrow", allow("s3:*"));
    await expect((await open({ PolicyArns: [{ arn }] })).ec2.send(WORK)).rejects.toMatchObject(NO_SESSION);
    const readOnly = "arn:aws:iam::aws:policy/ReadOnlyAccess";
    await (await open({ PolicyArns: [{ arn: readOnly }] })).ec2.send(WORK);
  });

  test("several, inline and by ARN: any one of them is enough, and a deny in any of them denies", async () => {
    await createRole(aws, "app", { may: [allow("*")] });
    const PolicyArns = [{ arn: await managed("ec2", allow("ec2:*")) }];
    await (await open({ Policy: policy(allow("s3:*")), PolicyArns })).ec2.send(WORK);
    await expect((await open({ Policy: policy(deny("ec2:*")), PolicyArns })).ec2.send(WORK)).rejects.toMatchObject(
      refusedBecause("with an explicit deny in a session policy"),
    );
  });

  test("belong to one session: others of the role are not narrowed", async () => {
    await createRole(aws, "app", { may: [MAY_WORK] });
    await expect((await open({ Policy: policy(allow("s3:*")) })).ec2.send(WORK)).rejects.toMatchObject(NO_SESSION);
    await (await open()).ec2.send(WORK);
  });

  test("and a boundary: all three must allow", async () => {
    await createRole(aws, "app", { may: [allow("*")] });
    await bound(await managed("bound", allow("ec2:*")));
    await (await open({ Policy: policy(allow("ec2:*")) })).ec2.send(WORK);
    await expect((await open({ Policy: policy(allow("s3:*")) })).ec2.send(WORK)).rejects.toMatchObject(NO_SESSION);
  });
});

describe("in the order of evaluation", () => {
  const READ = new GetObjectCommand({ Bucket: "reports", Key: "a" });
  const share = (...statements: Statement[]) =>
    aws.admin.s3.send(
      new PutBucketPolicyCommand({
        Bucket: "reports",
        Policy: policy(...statements.map((one) => ({ ...one, Action: "s3:*", Resource: "arn:aws:s3:::reports/*" }))),
      }),
    );
  const to = (AWS: string, Effect = "Allow") => ({ Effect, Principal: { AWS } });
  const because = (words: string) => ({ name: "AccessDenied", message: expect.stringContaining(words) });
  const arnOf = async ({ sts }: Clients) => (await sts.send(WHO)).Arn ?? "";

  beforeEach(async () => {
    await aws.admin.s3.send(new CreateBucketCommand({ Bucket: "reports" }));
    await aws.admin.s3.send(new PutObjectCommand({ Bucket: "reports", Key: "a", Body: "hello" }));
  });

  test("within one account, a bucket policy that names the role is limited by boundary and session policy", async () => {
    await createRole(aws, "app");
    await share(to(roleArn("app")));
    await (await open()).s3.send(READ);
    await expect((await open({ Policy: policy(MAY_WORK) })).s3.send(READ)).rejects.toMatchObject(
      because("because no session policy allows"),
    );
    await bound(await managed("bound", MAY_WORK));
    await expect((await open()).s3.send(READ)).rejects.toMatchObject(because("because no permissions boundary allows"));
  });

  test("within one account, one that names the session is limited by neither, but by an explicit deny in each", async () => {
    await createRole(aws, "app");
    await bound(await managed("bound", MAY_WORK));
    const narrow = await open({ Policy: policy(MAY_WORK) });
    await share(to(await arnOf(narrow)));
    await narrow.s3.send(READ);
    const denied = await open({ Policy: policy(deny("s3:*")) });
    await expect(denied.s3.send(READ)).rejects.toMatchObject(because("with an explicit deny in a session policy"));
    await bound(await managed("bound-deny", deny("s3:*")));
    await expect(narrow.s3.send(READ)).rejects.toMatchObject(
      because("with an explicit deny in a permissions boundary"),
    );
  });

  test("across accounts, boundary and session policy limit even a session that the bucket's policy names", async () => {
    const root = colleagueAccount(aws);
    const richard = await userOf(root, aws, "richard", allow("*"));
    await share(to(`arn:aws:iam::${OTHER_ACCOUNT}:user/richard`));
    await richard.s3.send(READ);
    const PolicyDocument = policy(MAY_WORK);
    const { Policy } = await root.iam.send(new CreatePolicyCommand({ PolicyName: "bound", PolicyDocument }));
    await root.iam.send(
      new PutUserPermissionsBoundaryCommand({ UserName: "richard", PermissionsBoundary: Policy?.Arn ?? "" }),
    );
    await expect(richard.s3.send(READ)).rejects.toMatchObject(because("because no permissions boundary allows"));
  });

  test("a deny anywhere ends it: in the bucket's policy, although role, boundary and session allow everything", async () => {
    await createRole(aws, "app", { may: [allow("*")], trusts: policy(trust({ AWS: ACCOUNT })) });
    await bound(await managed("bound", allow("*")));
    const session = await open({ Policy: policy(allow("*")) });
    await session.s3.send(READ);
    await share(to(roleArn("app"), "Deny"));
    await expect(session.s3.send(READ)).rejects.toMatchObject(
      because("with an explicit deny in a resource-based policy"),
    );
  });
});
