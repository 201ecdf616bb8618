// Another account's access comes by a role or by a resource's policy, both sides must allow it, and a deny beats both.
import { GetRoleCommand, PutUserPolicyCommand } from "@aws-sdk/client-iam";
import { CreateBucketCommand, GetObjectCommand, PutBucketPolicyCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { CreateSecretCommand, GetSecretValueCommand, PutResourcePolicyCommand } from "@aws-sdk/client-secrets-manager";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Clients, startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { colleagueAccount, OTHER_ACCOUNT } from "../../support/other-account.ts";
import { policy, type Statement } from "../../support/session.ts";
import { ACCOUNT, allow, assume, createRole, deny, roleArn, trust } from "../iam/cast.ts";
import { putOnRole, userOf, WHO } from "./scene.ts";

let aws: TestAws;
let root: Clients;
let secretArn: string;
beforeAll(async () => {
  aws = await startLocalAws();
});
beforeEach(async () => {
  await aws.aws.reset();
  root = colleagueAccount(aws);
  const { s3, secrets } = aws.admin;
  await s3.send(new CreateBucketCommand({ Bucket: "reports" }));
  await s3.send(new PutObjectCommand({ Bucket: "reports", Key: "a", Body: "hello" }));
  const KmsKeyId = `arn:aws:kms:us-east-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
  const { ARN } = await secrets.send(new CreateSecretCommand({ Name: "db", SecretString: "hunter2", KmsKeyId }));
  secretArn = ARN ?? "";
});
afterAll(() => aws.close());

const RICHARD = `arn:aws:iam::${OTHER_ACCOUNT}:user/richard`;
const READS = ["s3:GetObject", "secretsmanager:GetSecretValue"];

/** Who reads what, how its policy is written, and in which words the service refuses. */
const RESOURCES = [
  {
    what: "a bucket",
    read: ({ s3 }: Clients) => s3.send(new GetObjectCommand({ Bucket: "reports", Key: "a" })),
    share: (...statements: Statement[]) =>
      aws.admin.s3.send(
        new PutBucketPolicyCommand({
          Bucket: "reports",
          Policy: policy(...statements.map((one) => ({ ...one, Action: "s3:GetObject", Resource: OBJECTS }))),
        }),
      ),
    refused: "AccessDenied",
  },
  {
    what: "a secret",
    read: ({ secrets }: Clients) => secrets.send(new GetSecretValueCommand({ SecretId: secretArn })),
    share: (...statements: Statement[]) =>
      aws.admin.secrets.send(
        new PutResourcePolicyCommand({
          SecretId: "db",
          ResourcePolicy: policy(
            ...statements.map((one) => ({ ...one, Action: "secretsmanager:GetSecretValue", Resource: "*" })),
          ),
        }),
      ),
    refused: "AccessDeniedException",
  },
];
const OBJECTS = "arn:aws:s3:::reports/*";
const TO = (AWS: string) => ({ Effect: "Allow", Principal: { AWS } });
const NOT_TO = (AWS: string) => ({ Effect: "Deny", Principal: { AWS } });

test("names in one account are nothing in another", async () => {
  await createRole(aws, "reader");
  await expect(root.iam.send(new GetRoleCommand({ RoleName: "reader" }))).rejects.toMatchObject({
    name: "NoSuchEntityException",
  });
});

describe("by a role", () => {
  beforeEach(() => createRole(aws, "reader", { trusts: policy(trust({ AWS: OTHER_ACCOUNT })), may: [allow(READS)] }));

  test("the session belongs to the role's account and has the role's permissions, none of the user's", async () => {
    const richard = await userOf(root, aws, "richard", allow("sts:AssumeRole", roleArn("reader")));
    const session = aws.as(await assume(richard, "reader"));
    expect(await session.sts.send(WHO)).toMatchObject({ Account: ACCOUNT });
    for (const { read, refused } of RESOURCES) {
      await read(session);
      await expect(read(richard)).rejects.toMatchObject({ name: refused });
    }
  });

  test("both accounts must allow it: the role's trust policy and the user's own policies", async () => {
    const richard = await userOf(root, aws, "richard");
    await expect(assume(richard, "reader")).rejects.toMatchObject({ name: "AccessDenied" });
    const susan = await userOf(root, aws, "susan", allow("sts:AssumeRole", roleArn("reader")));
    await assume(susan, "reader");
    await createRole(aws, "closed");
    await expect(assume(susan, "closed")).rejects.toMatchObject({ name: "AccessDenied" });
  });

  test("a deny on the role beats what its permissions and a bucket's policy allow", async () => {
    const richard = await userOf(root, aws, "richard", allow("sts:AssumeRole"));
    const session = aws.as(await assume(richard, "reader"));
    await putOnRole(aws, "reader", deny("*"));
    for (const { read, share, refused } of RESOURCES) {
      await share(TO(ACCOUNT));
      await expect(read(session)).rejects.toMatchObject({ name: refused });
    }
  });
});

describe.each(RESOURCES)("by the policy of $what", ({ read, share, refused }) => {
  const because = (words: string) => ({ name: refused, message: expect.stringContaining(words) });

  test.each([
    ["the user", RICHARD],
    ["the user's account", OTHER_ACCOUNT],
  ])("that names %s: both sides must allow", async (_whom, AWS) => {
    const richard = await userOf(root, aws, "richard", allow(READS));
    await expect(read(richard)).rejects.toMatchObject(because("because no resource-based policy allows"));
    const susan = await userOf(root, aws, "susan");
    await share(TO(AWS));
    await read(richard);
    await expect(read(susan)).rejects.toMatchObject(because("because no identity-based policy allows"));
  });

  test("the user stays who it is, in its own account", async () => {
    const richard = await userOf(root, aws, "richard", allow(READS));
    await share(TO(RICHARD));
    await read(richard);
    expect(await richard.sts.send(WHO)).toMatchObject({ Account: OTHER_ACCOUNT });
  });

  test("in its own account the policy alone is enough for a role that it names", async () => {
    await createRole(aws, "poor");
    const session = aws.as(await assume(aws.admin, "poor"));
    await expect(read(session)).rejects.toMatchObject({ name: refused });
    await share(TO(roleArn("poor")));
    await read(session);
  });

  describe("an explicit deny", () => {
    test("on the user beats the resource's policy that names the user", async () => {
      const richard = await userOf(root, aws, "richard", allow(READS));
      await share(TO(RICHARD));
      await read(richard);
      const PolicyDocument = policy(deny("*"));
      await root.iam.send(new PutUserPolicyCommand({ UserName: "richard", PolicyName: "deny", PolicyDocument }));
      await expect(read(richard)).rejects.toMatchObject(because("with an explicit deny in an identity-based policy"));
    });

    test("on a role beats the resource's policy that names the role, or the very session", async () => {
      await createRole(aws, "poor");
      const session = aws.as(await assume(aws.admin, "poor"));
      const { Arn = "" } = await session.sts.send(WHO);
      await share(TO(roleArn("poor")), TO(Arn));
      await read(session);
      await putOnRole(aws, "poor", deny("*"));
      await expect(read(session)).rejects.toMatchObject(because("with an explicit deny in an identity-based policy"));
    });

    test("in the resource's policy beats every allow of the caller, across accounts and within one", async () => {
      const richard = await userOf(root, aws, "richard", allow("*"));
      await share(TO(OTHER_ACCOUNT), NOT_TO(RICHARD), NOT_TO(`arn:aws:iam::${ACCOUNT}:user/admin`));
      for (const who of [richard, aws.admin])
        await expect(read(who)).rejects.toMatchObject(because("with an explicit deny in a resource-based policy"));
    });
  });
});
