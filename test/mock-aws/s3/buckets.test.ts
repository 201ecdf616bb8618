import {
  CreateBucketCommand,
  DeleteBucketCommand,
  GetBucketAclCommand,
  GetBucketLocationCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { wholeTrail } from "../../../mock-aws/cloudtrail/trail.ts";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { otherAccount } from "../../support/other-account.ts";
import { sessionWith } from "../../support/session.ts";

let aws: TestAws;
beforeEach(async () => {
  aws = await startLocalAws();
});
afterEach(() => aws.close());

const create = (Bucket: string) => aws.admin.s3.send(new CreateBucketCommand({ Bucket }));

test("a bucket is created, listed, and deleted when it is empty", async () => {
  await create("reports");
  await create("archive");
  const { Buckets, Owner } = await aws.admin.s3.send(new ListBucketsCommand({}));
  expect(Buckets?.map(({ Name }) => Name)).toEqual(["archive", "reports"]);
  expect(Buckets?.[0]?.CreationDate).toEqual(new Date(aws.now()));
  expect(Owner?.ID).toMatch(/^[0-9a-f]{64}$/);

  await aws.admin.s3.send(new PutObjectCommand({ Bucket: "reports", Key: "a", Body: "x" }));
  await expect(aws.admin.s3.send(new DeleteBucketCommand({ Bucket: "reports" }))).rejects.toMatchObject({
    name: "BucketNotEmpty",
    message: "The bucket you tried to delete is not empty",
    $metadata: { httpStatusCode: 409 },
  });
  await aws.admin.s3.send(new DeleteBucketCommand({ Bucket: "archive" }));
  await expect(aws.admin.s3.send(new HeadBucketCommand({ Bucket: "archive" }))).rejects.toMatchObject({
    $metadata: { httpStatusCode: 404 },
  });
});

test("ListBuckets gives a page and a token for the next", async () => {
  for (const name of ["aaa", "bbb", "ccc"]) await create(name);
  const first = await aws.admin.s3.send(new ListBucketsCommand({ MaxBuckets: 2 }));
  expect(first.Buckets?.map(({ Name }) => Name)).toEqual(["aaa", "bbb"]);
  const second = await aws.admin.s3.send(new ListBucketsCommand({ ContinuationToken: first.ContinuationToken }));
  expect(second.Buckets?.map(({ Name }) => Name)).toEqual(["ccc"]);
});

test("a bucket's name belongs to one account in all of AWS", async () => {
  await create("reports");
  await create("reports"); // In us-east-1 one's own bucket may be made again.
  await expect(otherAccount(aws).s3.send(new CreateBucketCommand({ Bucket: "reports" }))).rejects.toMatchObject({
    name: "BucketAlreadyExists",
    $metadata: { httpStatusCode: 409 },
  });
});

test.each(["Reports", "ab", "192.168.0.1", "a..b"])("%s is no name for a bucket", async (Bucket) => {
  await expect(create(Bucket)).rejects.toMatchObject({ name: "InvalidBucketName" });
});

test("a bucket is in one Region, and requests are signed for that Region", async () => {
  const ireland = aws.as(aws.admin.keys, "eu-west-1");
  await ireland.s3.send(
    new CreateBucketCommand({ Bucket: "reports", CreateBucketConfiguration: { LocationConstraint: "eu-west-1" } }),
  );
  const { LocationConstraint } = await aws.admin.s3.send(new GetBucketLocationCommand({ Bucket: "reports" }));
  expect(LocationConstraint).toBe("eu-west-1");
  expect((await ireland.s3.send(new HeadBucketCommand({ Bucket: "reports" }))).BucketRegion).toBe("eu-west-1");
  await expect(
    aws.admin.s3.send(new PutObjectCommand({ Bucket: "reports", Key: "a", Body: "x" })),
  ).rejects.toMatchObject({
    name: "AuthorizationHeaderMalformed",
    message: "The authorization header is malformed; the region 'us-east-1' is wrong; expecting 'eu-west-1'",
  });
  await expect(
    aws.admin.s3.send(
      new CreateBucketCommand({ Bucket: "other", CreateBucketConfiguration: { LocationConstraint: "eu-west-1" } }),
    ),
  ).rejects.toMatchObject({ name: "IllegalLocationConstraintException" });
});

test("who may do nothing learns which permission is missing", async () => {
  const stranger = await sessionWith(aws);
  await expect(stranger.s3.send(new ListBucketsCommand({}))).rejects.toMatchObject({
    name: "AccessDenied",
    message: expect.stringMatching(
      /is not authorized to perform: s3:ListAllMyBuckets because no identity-based policy allows/,
    ),
    $metadata: { httpStatusCode: 403 },
  });
});

test("what the local AWS does not have is refused", async () => {
  await create("reports");
  await expect(aws.admin.s3.send(new GetBucketAclCommand({ Bucket: "reports" }))).rejects.toMatchObject({
    name: "NotImplemented",
    message: "The local AWS does not implement s3:GetBucketAcl.",
  });
  await expect(
    aws.admin.s3.send(new PutObjectCommand({ Bucket: "reports", Key: "a", Body: "x", Tagging: "team=blue" })),
  ).rejects.toMatchObject({ name: "NotImplemented", Header: "x-amz-tagging" });
});

test("what is done to buckets is on the trail as management events", async () => {
  await create("reports");
  await aws.admin.s3.send(new HeadBucketCommand({ Bucket: "reports" }));
  const records = wholeTrail(aws.aws.world()).map(({ record }) => record);
  expect(records.at(-2)).toMatchObject({
    eventName: "CreateBucket",
    eventSource: "s3.amazonaws.com",
    managementEvent: true,
    requestParameters: { bucketName: "reports" },
    resources: [{ accountId: "111122223333", type: "AWS::S3::Bucket", ARN: "arn:aws:s3:::reports" }],
  });
});
