import { createHash } from "node:crypto";
import { Agent } from "node:http";
import type { LookupFunction } from "node:net";
import { Readable } from "node:stream";
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type PutObjectCommandInput,
  S3Client,
} from "@aws-sdk/client-s3";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { wholeTrail } from "../../../mock-aws/cloudtrail/trail.ts";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { sessionWith } from "../../support/session.ts";
import { sendPresigned } from "../../support/signed-request.ts";
import { signedChunks } from "./signed-chunks.ts";

let aws: TestAws;
beforeEach(async () => {
  aws = await startLocalAws();
  await aws.admin.s3.send(new CreateBucketCommand({ Bucket: "reports" }));
});
afterEach(() => aws.close());

const put = (Key: string, Body: PutObjectCommandInput["Body"] = "hello", more: Partial<PutObjectCommandInput> = {}) =>
  aws.admin.s3.send(new PutObjectCommand({ Bucket: "reports", Key, Body, ...more }));

const get = (Key: string, more: object = {}) =>
  aws.admin.s3.send(new GetObjectCommand({ Bucket: "reports", Key, ...more }));

const textOf = async (Key: string, more: object = {}) => (await get(Key, more)).Body?.transformToString();

describe("an object", () => {
  test("comes back as it was put, with its type, its metadata and the MD5 of its content", async () => {
    const answer = await put("2026/march.txt", "hello", {
      ContentType: "text/plain",
      CacheControl: "no-store",
      Metadata: { author: "ann" },
    });
    const ETag = `"${createHash("md5").update("hello").digest("hex")}"`;
    expect(answer.ETag).toBe(ETag);
    const found = await get("2026/march.txt");
    expect(found).toMatchObject({
      ETag,
      ContentType: "text/plain",
      CacheControl: "no-store",
      ContentLength: 5,
      Metadata: { author: "ann" },
      LastModified: new Date(aws.now()),
    });
    expect(await found.Body?.transformToString()).toBe("hello");
    const head = await aws.admin.s3.send(new HeadObjectCommand({ Bucket: "reports", Key: "2026/march.txt" }));
    expect(head).toMatchObject({ ETag, ContentLength: 5, Metadata: { author: "ann" } });
  });

  test.each(["a b+c%2F", "ünïcödé/☃", "a//b/", "quote'\"&<>*"])("may have the key %s", async (key) => {
    await put(key);
    expect(await textOf(key)).toBe("hello");
    const { Contents } = await aws.admin.s3.send(new ListObjectsV2Command({ Bucket: "reports" }));
    expect(Contents?.map(({ Key }) => Key)).toEqual([key]);
  });

  test.each(["CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"] as const)(
    "keeps the %s that its client computed",
    async (ChecksumAlgorithm) => {
      const body = Buffer.from("123456789");
      const sums = { CRC32C: "4waSgw==", CRC64NVME: "rosUhgp5mIg=" };
      const given =
        ChecksumAlgorithm in sums
          ? { [`Checksum${ChecksumAlgorithm}`]: sums[ChecksumAlgorithm as "CRC32C"] }
          : { ChecksumAlgorithm };
      const answer = await put("sum", body, given);
      const name = `Checksum${ChecksumAlgorithm}` as "ChecksumCRC32";
      expect(answer[name]).toMatch(/=$/);
      const head = await aws.admin.s3.send(
        new HeadObjectCommand({ Bucket: "reports", Key: "sum", ChecksumMode: "ENABLED" }),
      );
      expect(head[name]).toBe(answer[name]);
    },
  );

  test("is refused where its checksum is another's", async () => {
    await expect(
      put("sum", "hello", { ChecksumSHA256: createHash("sha256").update("other").digest("base64") }),
    ).rejects.toMatchObject({
      name: "BadDigest",
    });
    await expect(
      put("sum", "hello", { ContentMD5: createHash("md5").update("other").digest("base64") }),
    ).rejects.toMatchObject({
      name: "BadDigest",
      message: "The Content-MD5 you specified did not match what we received.",
    });
    await expect(get("sum")).rejects.toMatchObject({ name: "NoSuchKey" });
  });

  test("may be streamed in chunks with its checksum behind them", async () => {
    const stream = Readable.from([Buffer.alloc(70_000, "a"), Buffer.from("end")]);
    await put("stream", stream, { ContentLength: 70_003 });
    expect((await get("stream")).ContentLength).toBe(70_003);
    expect((await get("stream")).ContentEncoding).toBeUndefined();
  });

  test("may be streamed in signed chunks; one that was changed on the way spoils all", async () => {
    const wish = {
      endpoint: aws.endpoint,
      keys: aws.admin.keys,
      path: "/reports/chunks",
      chunks: ["first ", "second"],
    };
    expect((await signedChunks(wish)).status).toBe(200);
    expect(await textOf("chunks")).toBe("first second");
    const spoiled = await signedChunks({
      ...wish,
      path: "/reports/spoiled",
      change: (body) => body.replace("second", "SECOND"),
    });
    expect(spoiled).toMatchObject({ status: 403, body: expect.stringContaining("<Code>SignatureDoesNotMatch</Code>") });
    await expect(get("spoiled")).rejects.toMatchObject({ name: "NoSuchKey" });
  });

  test("is read in part", async () => {
    await put("range", "0123456789");
    expect(await get("range", { Range: "bytes=2-4" })).toMatchObject({
      ContentRange: "bytes 2-4/10",
      ContentLength: 3,
      $metadata: { httpStatusCode: 206 },
    });
    expect(await textOf("range", { Range: "bytes=2-4" })).toBe("234");
    expect(await textOf("range", { Range: "bytes=-3" })).toBe("789");
    expect(await textOf("range", { Range: "bytes=8-" })).toBe("89");
    await expect(get("range", { Range: "bytes=10-" })).rejects.toMatchObject({
      name: "InvalidRange",
      $metadata: { httpStatusCode: 416 },
    });
  });

  test("is read or written under conditions", async () => {
    const { ETag } = await put("once", "first", { IfNoneMatch: "*" });
    await expect(put("once", "second", { IfNoneMatch: "*" })).rejects.toMatchObject({
      name: "PreconditionFailed",
      $metadata: { httpStatusCode: 412 },
    });
    await expect(put("once", "second", { IfMatch: '"other"' })).rejects.toMatchObject({ name: "PreconditionFailed" });
    await expect(get("once", { IfNoneMatch: ETag })).rejects.toMatchObject({ $metadata: { httpStatusCode: 304 } });
    await expect(get("once", { IfMatch: '"other"' })).rejects.toMatchObject({ name: "PreconditionFailed" });
    await expect(get("once", { IfModifiedSince: new Date(aws.now()) })).rejects.toMatchObject({
      $metadata: { httpStatusCode: 304 },
    });
    await put("once", "second", { IfMatch: ETag });
    expect(await textOf("once")).toBe("second");
  });

  test("that is not there is not found, and deleted without complaint", async () => {
    await expect(get("nothing")).rejects.toMatchObject({
      name: "NoSuchKey",
      message: "The specified key does not exist.",
      $metadata: { httpStatusCode: 404 },
    });
    await aws.admin.s3.send(new DeleteObjectCommand({ Bucket: "reports", Key: "nothing" }));
    await expect(aws.admin.s3.send(new GetObjectCommand({ Bucket: "nowhere", Key: "a" }))).rejects.toMatchObject({
      name: "NoSuchBucket",
    });
  });
});

describe("ListObjectsV2", () => {
  const list = (more: object = {}) => aws.admin.s3.send(new ListObjectsV2Command({ Bucket: "reports", ...more }));

  beforeEach(async () => {
    for (const key of ["b.txt", "2026/feb/1", "2026/jan/1", "2026/jan/2", "a.txt"]) await put(key);
  });

  test("lists keys in order, under a prefix, up to a delimiter", async () => {
    expect((await list()).Contents?.map(({ Key }) => Key)).toEqual([
      "2026/feb/1",
      "2026/jan/1",
      "2026/jan/2",
      "a.txt",
      "b.txt",
    ]);
    const top = await list({ Delimiter: "/" });
    expect(top.CommonPrefixes).toEqual([{ Prefix: "2026/" }]);
    expect(top.Contents?.map(({ Key }) => Key)).toEqual(["a.txt", "b.txt"]);
    expect(top.KeyCount).toBe(3);
    const year = await list({ Prefix: "2026/", Delimiter: "/" });
    expect(year.CommonPrefixes).toEqual([{ Prefix: "2026/feb/" }, { Prefix: "2026/jan/" }]);
    expect((await list({ StartAfter: "2026/jan/2" })).Contents?.map(({ Key }) => Key)).toEqual(["a.txt", "b.txt"]);
  });

  test("gives pages, common prefixes counted once", async () => {
    const seen: (string | undefined)[] = [];
    let token: string | undefined;
    do {
      const page = await list({
        MaxKeys: 1,
        Delimiter: "/",
        ...(token === undefined ? {} : { ContinuationToken: token }),
      });
      expect(page.KeyCount).toBe(1);
      seen.push(page.CommonPrefixes?.[0]?.Prefix ?? page.Contents?.[0]?.Key);
      token = page.NextContinuationToken;
    } while (token !== undefined);
    expect(seen).toEqual(["2026/", "a.txt", "b.txt"]);
  });

  test("can be allowed under one prefix only", async () => {
    const reader = await sessionWith(aws, {
      Effect: "Allow",
      Action: "s3:ListBucket",
      Resource: "arn:aws:s3:::reports",
      Condition: { StringLike: { "s3:prefix": "2026/*" } },
    });
    await reader.s3.send(new ListObjectsV2Command({ Bucket: "reports", Prefix: "2026/" }));
    await expect(reader.s3.send(new ListObjectsV2Command({ Bucket: "reports" }))).rejects.toMatchObject({
      name: "AccessDenied",
    });
  });
});

test("DeleteObjects deletes what the caller may delete and says what it may not", async () => {
  for (const key of ["mine/1", "theirs/1"]) await put(key);
  const owner = await sessionWith(aws, {
    Effect: "Allow",
    Action: "s3:DeleteObject",
    Resource: "arn:aws:s3:::reports/mine/*",
  });
  const { Deleted, Errors } = await owner.s3.send(
    new DeleteObjectsCommand({ Bucket: "reports", Delete: { Objects: [{ Key: "mine/1" }, { Key: "theirs/1" }] } }),
  );
  expect(Deleted).toEqual([{ Key: "mine/1" }]);
  expect(Errors).toMatchObject([{ Key: "theirs/1", Code: "AccessDenied" }]);
  const { Contents } = await aws.admin.s3.send(new ListObjectsV2Command({ Bucket: "reports" }));
  expect(Contents?.map(({ Key }) => Key)).toEqual(["theirs/1"]);
});

test("a permission names objects by the bucket's ARN and their key", async () => {
  await put("public/a");
  await put("private/a");
  const reader = await sessionWith(aws, {
    Effect: "Allow",
    Action: "s3:GetObject",
    Resource: "arn:aws:s3:::reports/public/*",
  });
  const read = (Key: string) => reader.s3.send(new GetObjectCommand({ Bucket: "reports", Key }));
  await read("public/a");
  await expect(read("private/a")).rejects.toMatchObject({
    name: "AccessDenied",
    message: expect.stringContaining(
      's3:GetObject on resource: "arn:aws:s3:::reports/private/a" because no identity-based policy allows the s3:GetObject action',
    ),
  });
  await expect(read("public/nothing")).rejects.toMatchObject({
    name: "AccessDenied",
    message: expect.stringContaining('s3:ListBucket on resource: "arn:aws:s3:::reports"'),
  });
});

test("a presigned URL gives its holder what the signer may, until it ends", async () => {
  await put("shared", "for you");
  const wish = {
    endpoint: aws.endpoint,
    service: "s3",
    keys: aws.admin.keys,
    method: "GET",
    path: "/reports/shared",
    expiresIn: 600,
  };
  expect(await sendPresigned(wish)).toEqual({ status: 200, body: "for you" });
  const stale = await sendPresigned({ ...wish, signedAt: new Date(Date.now() - 601_000) });
  expect(stale.status).toBe(403);
  const spoiled = await sendPresigned({
    ...wish,
    spoil: (request) => {
      request.path = "/reports/other";
    },
  });
  expect(spoiled).toMatchObject({ status: 403, body: expect.stringContaining("SignatureDoesNotMatch") });
});

test("a URL signed by version 2, as boto3 makes them by default, is refused in words that say so", async () => {
  await put("shared");
  const expires = Math.floor(Date.now() / 1000) + 600;
  const query = `AWSAccessKeyId=${aws.admin.keys.accessKeyId}&Signature=abc%3D&Expires=${expires}`;
  const response = await fetch(`${aws.endpoint}/reports/shared?${query}`);
  expect(response.status).toBe(400);
  expect(await response.text()).toContain("Please use AWS4-HMAC-SHA256.");
});

test("a bucket may stand in the host's name, as the SDK puts it there for localhost", async () => {
  await put("a");
  const { port } = new URL(aws.endpoint);
  // Where the machine's resolver does not know names below localhost, this one does.
  const lookup: LookupFunction = (_name, _options, callback) => callback(null, [{ address: "127.0.0.1", family: 4 }]);
  for (const host of ["localhost", "s3.localhost"]) {
    const s3 = new S3Client({
      endpoint: `http://${host}:${port}`,
      region: "us-east-1",
      credentials: aws.admin.keys,
      requestHandler: { httpAgent: new Agent({ lookup }) },
    });
    const found = await s3.send(new GetObjectCommand({ Bucket: "reports", Key: "a" }));
    expect(await found.Body?.transformToString()).toBe("hello");
    s3.destroy();
  }
});

test("calls on objects are data events, with bucket and object and without content", async () => {
  await put("a", "a secret text");
  await get("a");
  const records = wholeTrail(aws.aws.world()).map(({ record }) => record);
  expect(records.at(-1)).toMatchObject({
    eventName: "GetObject",
    eventCategory: "Data",
    readOnly: true,
    requestParameters: { bucketName: "reports", key: "a" },
    additionalEventData: { AuthenticationMethod: "AuthHeader" },
    resources: [
      { type: "AWS::S3::Object", ARN: "arn:aws:s3:::reports/a" },
      { accountId: "111122223333", type: "AWS::S3::Bucket", ARN: "arn:aws:s3:::reports" },
    ],
  });
  expect(JSON.stringify(records)).not.toContain("a secret text");
});
