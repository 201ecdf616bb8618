import {
  CreateBucketCommand,
  DeleteBucketPolicyCommand,
  DeletePublicAccessBlockCommand,
  GetBucketPolicyCommand,
  GetObjectCommand,
  GetPublicAccessBlockCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { wholeTrail } from "../../../mock-aws/cloudtrail/trail.ts";
import { type Clients, startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { OTHER_ACCOUNT, otherAccount } from "../../support/other-account.ts";
import { policy, sessionWith } from "../../support/session.ts";
import { organizationOf } from "../truths/organization.ts";

let aws: TestAws;
beforeEach(async () => {
  aws = await startLocalAws();
  await aws.admin.s3.send(new CreateBucketCommand({ Bucket: "reports" }));
  await aws.admin.s3.send(new PutObjectCommand({ Bucket: "reports", Key: "a", Body: "hello" }));
});
afterEach(() => aws.close());

const READ = new GetObjectCommand({ Bucket: "reports", Key: "a" });

const TO_OTHERS = {
  Effect: "Allow",
  Principal: { AWS: `arn:aws:iam::${OTHER_ACCOUNT}:root` },
  Action: "s3:GetObject",
  Resource: "arn:aws:s3:::reports/*",
};

const putPolicy = (...statements: Record<string, unknown>[]) =>
  aws.admin.s3.send(new PutBucketPolicyCommand({ Bucket: "reports", Policy: policy(...statements) }));

test("another account reads an object when its own policies and the bucket's allow it", async () => {
  const other = otherAccount(aws);
  await expect(other.s3.send(READ)).rejects.toMatchObject({
    name: "AccessDenied",
    message: "Access Denied",
  });
  await putPolicy(TO_OTHERS);
  expect(await (await other.s3.send(READ)).Body?.transformToString()).toBe("hello");
  await expect(other.s3.send(new PutObjectCommand({ Bucket: "reports", Key: "b", Body: "x" }))).rejects.toMatchObject({
    name: "AccessDenied",
  });

  const records = wholeTrail(aws.aws.world()).map(({ record }) => record);
  const [callers, owners] = records.filter(
    ({ eventName, errorCode }) => eventName === "GetObject" && errorCode === undefined,
  );
  expect([callers?.recipientAccountId, owners?.recipientAccountId]).toEqual([OTHER_ACCOUNT, "111122223333"]);
  expect(callers?.sharedEventID).toBe(owners?.sharedEventID);
});

test("who is refused learns why in the bucket's account and in its organization, and nothing elsewhere", async () => {
  const refusal = async (client: Clients) => client.s3.send(READ).then(String, ({ message }: Error) => message);
  const because = "because no resource-based policy allows the s3:GetObject action";
  const organization = organizationOf(aws);
  const colleague = await organization.enter(await organization.createAccount("colleague"));
  expect(await refusal(colleague)).toContain(because);
  expect(await refusal(otherAccount(aws))).toBe("Access Denied");
  expect(await refusal(await sessionWith(aws))).toContain("because no identity-based policy allows");
});

test("in its own account the bucket's policy alone is enough for a role that it names", async () => {
  const reader = await sessionWith(aws);
  await expect(reader.s3.send(READ)).rejects.toMatchObject({ name: "AccessDenied" });
  await putPolicy({
    ...TO_OTHERS,
    Principal: { AWS: "*" },
    Condition: { StringEquals: { "aws:PrincipalAccount": "111122223333" } },
  });
  await reader.s3.send(READ);
});

test("a policy is read back as it was written, and deleted", async () => {
  await expect(aws.admin.s3.send(new GetBucketPolicyCommand({ Bucket: "reports" }))).rejects.toMatchObject({
    name: "NoSuchBucketPolicy",
    message: "The bucket policy does not exist",
  });
  await putPolicy(TO_OTHERS);
  const { Policy } = await aws.admin.s3.send(new GetBucketPolicyCommand({ Bucket: "reports" }));
  expect(Policy).toBe(policy(TO_OTHERS));
  await aws.admin.s3.send(new DeleteBucketPolicyCommand({ Bucket: "reports" }));
  await expect(otherAccount(aws).s3.send(READ)).rejects.toMatchObject({ name: "AccessDenied" });
});

test.each([
  ["no JSON", "no policy", "MalformedPolicy"],
  ["another bucket's objects", policy({ ...TO_OTHERS, Resource: "arn:aws:s3:::other/*" }), "MalformedPolicy"],
  [
    "a role that nobody has",
    policy({ ...TO_OTHERS, Principal: { AWS: "arn:aws:iam::111122223333:role/nobody" } }),
    "MalformedPolicy",
  ],
  ["everyone, while public access is blocked", policy({ ...TO_OTHERS, Principal: "*" }), "AccessDenied"],
])("a policy about %s is refused", async (_what, Policy, name) => {
  await expect(aws.admin.s3.send(new PutBucketPolicyCommand({ Bucket: "reports", Policy }))).rejects.toMatchObject({
    name,
  });
});

test("public access is blocked on a new bucket; with the block gone a policy may let in every account", async () => {
  const { PublicAccessBlockConfiguration } = await aws.admin.s3.send(
    new GetPublicAccessBlockCommand({ Bucket: "reports" }),
  );
  expect(PublicAccessBlockConfiguration).toEqual({
    BlockPublicAcls: true,
    IgnorePublicAcls: true,
    BlockPublicPolicy: true,
    RestrictPublicBuckets: true,
  });
  await aws.admin.s3.send(new DeletePublicAccessBlockCommand({ Bucket: "reports" }));
  await putPolicy({ ...TO_OTHERS, Principal: "*" });
  await otherAccount(aws).s3.send(READ);
});

test("the policy is a matter of the bucket's own account, and of its root user always", async () => {
  const other = otherAccount(aws);
  await putPolicy({ ...TO_OTHERS, Action: "s3:*", Resource: ["arn:aws:s3:::reports", "arn:aws:s3:::reports/*"] });
  await expect(other.s3.send(new GetBucketPolicyCommand({ Bucket: "reports" }))).rejects.toMatchObject({
    name: "MethodNotAllowed",
    $metadata: { httpStatusCode: 405 },
  });
  await other.s3.send(new CreateBucketCommand({ Bucket: "theirs" }));
  const lockout = policy({ Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "arn:aws:s3:::theirs" });
  await other.s3.send(new PutBucketPolicyCommand({ Bucket: "theirs", Policy: lockout }));
  await other.s3.send(new DeleteBucketPolicyCommand({ Bucket: "theirs" }));
});
