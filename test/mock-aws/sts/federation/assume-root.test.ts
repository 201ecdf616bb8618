import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DisableOrganizationsRootSessionsCommand,
  EnableOrganizationsRootSessionsCommand,
  ListUsersCommand,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import {
  AttachPolicyCommand,
  CreatePolicyCommand,
  DisableAWSServiceAccessCommand,
  EnableAWSServiceAccessCommand,
  EnablePolicyTypeCommand,
  ListRootsCommand,
  OrganizationsClient,
} from "@aws-sdk/client-organizations";
import {
  CreateBucketCommand,
  DeleteBucketPolicyCommand,
  GetObjectCommand,
  HeadBucketCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { AssumeRoleCommand, AssumeRootCommand, GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { organization } from "../../../../mock-aws/organizations/organization.ts";
import { versioned } from "../../../../mock-aws/propagation.ts";
import { type Clients, startLocalAws, type TestAws } from "../../../support/local-aws.ts";
import { OTHER_ACCOUNT, otherAccount } from "../../../support/other-account.ts";
import { keysOf, policy } from "../../../support/session.ts";
import { ACCOUNT, allow, createUser, trust } from "../../iam/cast.ts";
import { trailOf } from "./cast.ts";

let aws: TestAws;
let org: OrganizationsClient;
let member: Clients;
beforeAll(async () => {
  aws = await startLocalAws();
  org = new OrganizationsClient({
    endpoint: aws.endpoint,
    region: "us-east-1",
    credentials: aws.admin.keys,
    maxAttempts: 1,
  });
});
beforeEach(async () => {
  await aws.aws.reset();
  member = otherAccount(aws);
  const { members, root } = organization(aws.aws.world());
  const parent = versioned(root.id, 0);
  members.set(OTHER_ACCOUNT, {
    id: OTHER_ACCOUNT,
    name: "work",
    email: "work@example.com",
    joinedAt: aws.now(),
    parent,
  });
  await org.send(new EnableAWSServiceAccessCommand(IAM));
  await aws.admin.iam.send(new EnableOrganizationsRootSessionsCommand({}));
});
afterAll(() => aws.close());

const IAM = { ServicePrincipal: "iam.amazonaws.com" };
const UNLOCK = "arn:aws:iam::aws:policy/root-task/S3UnlockBucketPolicy";
const REFUSED = { name: "AccessDenied", $metadata: { httpStatusCode: 403 } };

async function assumeRoot(who: Pick<Clients, "sts">, TargetPrincipal = OTHER_ACCOUNT, wish = {}) {
  const input = { TargetPrincipal, TaskPolicyArn: { arn: UNLOCK }, ...wish };
  return keysOf((await who.sts.send(new AssumeRootCommand(input))).Credentials);
}

describe("who may open a root session", () => {
  test("the management account, into a member account, by number or by ARN", async () => {
    const session = aws.as(await assumeRoot(aws.admin));
    const root = `arn:aws:iam::${OTHER_ACCOUNT}:root`;
    const who = await session.sts.send(new GetCallerIdentityCommand({}));
    expect(who).toMatchObject({ Account: OTHER_ACCOUNT, Arn: root });
    await assumeRoot(aws.admin, root);
  });

  test("nobody while the organization has not enabled it", async () => {
    await aws.admin.iam.send(new DisableOrganizationsRootSessionsCommand({}));
    const message = "Root sessions feature is not enabled for your AWS Organization.";
    await expect(assumeRoot(aws.admin)).rejects.toMatchObject({ ...REFUSED, message });
  });

  test("nobody while the organization does not trust IAM", async () => {
    await org.send(new DisableAWSServiceAccessCommand(IAM));
    const message = "Service not enabled for AWS Organizations.";
    await expect(assumeRoot(aws.admin)).rejects.toMatchObject({ ...REFUSED, message });
  });

  test("whoever is allowed sts:AssumeRoot, which may be limited to an account and a task", async () => {
    await expect(assumeRoot(await createUser(aws, "ann"))).rejects.toMatchObject(REFUSED);
    const Condition = { StringEquals: { "sts:TaskPolicyArn": UNLOCK } };
    const Resource = `arn:aws:iam::${OTHER_ACCOUNT}:root`;
    const bob = await createUser(aws, "bob", { ...allow("sts:AssumeRoot", Resource), Condition });
    await assumeRoot(bob);
    const task = { TaskPolicyArn: { arn: UNLOCK.replace("S3UnlockBucket", "SQSUnlockQueue") } };
    await expect(assumeRoot(bob, OTHER_ACCOUNT, task)).rejects.toMatchObject(REFUSED);
  });

  test("not root itself, not a member account, and nobody into the management account or a stranger's", async () => {
    await expect(assumeRoot(member)).rejects.toMatchObject(REFUSED);
    await expect(assumeRoot(aws.admin, ACCOUNT)).rejects.toMatchObject(REFUSED);
    await expect(assumeRoot(aws.admin, "777788889999")).rejects.toMatchObject(REFUSED);
  });

  test("a delegated administrator for IAM, but not its root", async () => {
    const delegate = otherAccount(aws, "777788889999");
    const session = aws.as(await administratorOf(delegate));
    await expect(assumeRoot(session)).rejects.toMatchObject(REFUSED);
    const delegation = new Map([["iam.amazonaws.com", aws.now()]]);
    organization(aws.aws.world()).delegations.set("777788889999", delegation);
    await assumeRoot(session);
    await expect(assumeRoot(delegate)).rejects.toMatchObject(REFUSED);
  });
});

/** Root itself may not: a user of the account, with everything allowed. */
async function administratorOf(root: Clients) {
  await root.iam.send(new CreateUserCommand({ UserName: "boss" }));
  const PolicyDocument = policy(allow("*"));
  await root.iam.send(new PutUserPolicyCommand({ UserName: "boss", PolicyName: "all", PolicyDocument }));
  const { AccessKey } = await root.iam.send(new CreateAccessKeyCommand({ UserName: "boss" }));
  return { accessKeyId: AccessKey?.AccessKeyId ?? "", secretAccessKey: AccessKey?.SecretAccessKey ?? "" };
}

describe("the session", () => {
  test("unlocks a bucket whose policy shuts everyone out, and does nothing else", async () => {
    await member.s3.send(new CreateBucketCommand({ Bucket: "locked" }));
    await member.s3.send(new PutObjectCommand({ Bucket: "locked", Key: "report", Body: "secret" }));
    const everyone = {
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: ["arn:aws:s3:::locked", "arn:aws:s3:::locked/*"],
    };
    const toRoot = {
      Effect: "Allow",
      Principal: { AWS: OTHER_ACCOUNT },
      Action: "s3:GetObject",
      Resource: "arn:aws:s3:::locked/*",
    };
    await member.s3.send(new PutBucketPolicyCommand({ Bucket: "locked", Policy: policy(everyone, toRoot) }));
    await expect(member.s3.send(new HeadBucketCommand({ Bucket: "locked" }))).rejects.toBeInstanceOf(Error);

    const session = aws.as(await assumeRoot(aws.admin));
    await session.s3.send(new PutBucketPolicyCommand({ Bucket: "locked", Policy: policy(toRoot) }));
    await expect(session.s3.send(new GetObjectCommand({ Bucket: "locked", Key: "report" }))).rejects.toMatchObject(
      REFUSED,
    );
    await session.s3.send(new DeleteBucketPolicyCommand({ Bucket: "locked" }));
    await member.s3.send(new HeadBucketCommand({ Bucket: "locked" }));
    await expect(session.iam.send(new ListUsersCommand({}))).rejects.toMatchObject({
      ...REFUSED,
      message: expect.stringContaining("with an explicit deny in an identity-based policy"),
    });
  });

  test("for another task does not unlock the bucket", async () => {
    await member.s3.send(new CreateBucketCommand({ Bucket: "locked" }));
    const task = { TaskPolicyArn: { arn: UNLOCK.replace("S3UnlockBucket", "SQSUnlockQueue") } };
    const session = aws.as(await assumeRoot(aws.admin, OTHER_ACCOUNT, task));
    await expect(session.s3.send(new DeleteBucketPolicyCommand({ Bucket: "locked" }))).rejects.toMatchObject(REFUSED);
  });

  test("lasts a quarter of an hour at most", async () => {
    const wish = (DurationSeconds: number) => assumeRoot(aws.admin, OTHER_ACCOUNT, { DurationSeconds });
    await expect(wish(901)).rejects.toMatchObject({ name: "ValidationError" });
    const session = aws.as(await assumeRoot(aws.admin));
    await aws.advance(899);
    await session.sts.send(new GetCallerIdentityCommand({}));
    await aws.advance(1);
    await expect(session.sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({ name: "ExpiredToken" });
  });

  test("assumes no role", async () => {
    const AssumeRolePolicyDocument = policy(trust({ AWS: OTHER_ACCOUNT }));
    await member.iam.send(new CreateRoleCommand({ RoleName: "app", AssumeRolePolicyDocument }));
    const session = aws.as(await assumeRoot(aws.admin));
    const RoleArn = `arn:aws:iam::${OTHER_ACCOUNT}:role/app`;
    const onward = new AssumeRoleCommand({ RoleArn, RoleSessionName: "onward" });
    await expect(session.sts.send(onward)).rejects.toMatchObject(REFUSED);
  });

  test("shows on both trails how it was opened, and as assumed root what it did", async () => {
    const keys = await assumeRoot(aws.admin);
    await aws.as(keys).sts.send(new GetCallerIdentityCommand({}));
    const opened = await trailOf(aws, "AssumeRoot");
    expect(opened.map((event) => event["recipientAccountId"])).toEqual([ACCOUNT, OTHER_ACCOUNT]);
    expect(opened[0]).toMatchObject({
      userIdentity: { type: "IAMUser", userName: "admin" },
      requestParameters: { targetPrincipal: OTHER_ACCOUNT, taskPolicyArn: { arn: UNLOCK } },
      responseElements: { credentials: { accessKeyId: keys.accessKeyId } },
    });
    const [did] = await trailOf(aws, "GetCallerIdentity");
    expect(did).toMatchObject({
      recipientAccountId: OTHER_ACCOUNT,
      userIdentity: { type: "Root", accessKeyId: keys.accessKeyId, sessionContext: { assumedRoot: "true" } },
    });
  });

  test("is for the tasks that AWS has, on the root user of an account", async () => {
    const wish = (arn: string) => assumeRoot(aws.admin, OTHER_ACCOUNT, { TaskPolicyArn: { arn } });
    await expect(wish("arn:aws:iam::aws:policy/AdministratorAccess")).rejects.toMatchObject({
      name: "ValidationError",
      message: "Request must contain valid AWS managed task policy ARN",
    });
    await expect(assumeRoot(aws.admin, `arn:aws:iam::${OTHER_ACCOUNT}:user/ann`)).rejects.toMatchObject({
      name: "ValidationError",
      message: "Request must contain a valid target principal",
    });
  });

  test("can be told from root's own keys by aws:AssumedRoot", async () => {
    await member.s3.send(new CreateBucketCommand({ Bucket: "marked" }));
    await restrict({ Bool: { "aws:AssumedRoot": "true" } });
    await member.s3.send(new HeadBucketCommand({ Bucket: "marked" }));
    const session = aws.as(await assumeRoot(aws.admin));
    await expect(session.s3.send(new DeleteBucketPolicyCommand({ Bucket: "marked" }))).rejects.toMatchObject({
      ...REFUSED,
      message: expect.stringContaining("with an explicit deny in a service control policy"),
    });
  });
});

/** A service control policy on the whole organization that denies S3 under a condition. */
async function restrict(Condition: object): Promise<void> {
  const { Roots } = await org.send(new ListRootsCommand({}));
  const rootId = Roots?.[0]?.Id ?? "";
  const Type = "SERVICE_CONTROL_POLICY";
  await org.send(new EnablePolicyTypeCommand({ RootId: rootId, PolicyType: Type }));
  const Content = policy({ Effect: "Deny", Action: "s3:*", Resource: "*", Condition });
  const { Policy } = await org.send(new CreatePolicyCommand({ Name: "no-s3", Description: "", Content, Type }));
  await org.send(new AttachPolicyCommand({ PolicyId: Policy?.PolicySummary?.Id, TargetId: rootId }));
}
