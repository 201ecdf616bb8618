import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import { beforeEach, describe, expect, test } from "vitest";
import type { TestAws } from "../../support/local-aws.ts";
import { sessionWith } from "../../support/session.ts";
import { type Reports, reports } from "./reports.ts";

let aws: TestAws;
let put: Reports["put"];
reports((cast) => {
  ({ aws, put } = cast);
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
