import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { DeleteObjectCommand, GetObjectCommand, HeadObjectCommand, ListObjectsV2Command } from "@aws-sdk/client-s3";
import { describe, expect, test } from "vitest";
import type { TestAws } from "../../support/local-aws.ts";
import { type Reports, reports } from "./reports.ts";
import { signedChunks } from "./signed-chunks.ts";

let aws: TestAws;
let put: Reports["put"];
let get: Reports["get"];
reports((cast) => {
  ({ aws, put, get } = cast);
});

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
