// The bucket of which the tests of objects speak, and putting things in it.
import {
  CreateBucketCommand,
  GetObjectCommand,
  type GetObjectCommandOutput,
  PutObjectCommand,
  type PutObjectCommandInput,
  type PutObjectCommandOutput,
} from "@aws-sdk/client-s3";
import { afterEach, beforeEach } from "vitest";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";

export type Reports = {
  readonly aws: TestAws;
  put(
    Key: string,
    Body?: PutObjectCommandInput["Body"],
    more?: Partial<PutObjectCommandInput>,
  ): Promise<PutObjectCommandOutput>;
  get(Key: string, more?: object): Promise<GetObjectCommandOutput>;
};

/** Hands a local AWS with an empty bucket `reports` to the file before each of its tests. */
export function reports(take: (reports: Reports) => void): void {
  let aws: TestAws;
  beforeEach(async () => {
    aws = await startLocalAws();
    const { s3 } = aws.admin;
    await s3.send(new CreateBucketCommand({ Bucket: "reports" }));
    take({
      aws,
      put: (Key, Body = "hello", more = {}) => s3.send(new PutObjectCommand({ Bucket: "reports", Key, Body, ...more })),
      get: (Key, more = {}) => s3.send(new GetObjectCommand({ Bucket: "reports", Key, ...more })),
    });
  });
  afterEach(() => aws.close());
}
