import { Agent } from "node:http";
import type { LookupFunction } from "node:net";
import {
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { expect, test } from "vitest";
import { wholeTrail } from "../../../mock-aws/cloudtrail/trail.ts";
import type { TestAws } from "../../support/local-aws.ts";
import { minutesAgo, refusal } from "../../support/refusal.ts";
import { policy, sessionWith } from "../../support/session.ts";
import { sendPresigned } from "../../support/signed-request.ts";
import { allow, assume, createRole } from "../iam/cast.ts";
import { revokeOlderSessions } from "../truths/scene.ts";
import { type Reports, reports } from "./reports.ts";

let aws: TestAws;
let put: Reports["put"];
let get: Reports["get"];
reports((cast) => {
  ({ aws, put, get } = cast);
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

test("a presigned URL of a session is worth what the session is: nothing, once its role is denied", async () => {
  await put("shared", "for you");
  const RoleName = "sharer";
  await createRole(aws, RoleName, { may: [allow("s3:GetObject")] });
  const keys = await assume(aws.admin, RoleName);
  const wish = { endpoint: aws.endpoint, service: "s3", method: "GET", path: "/reports/shared", expiresIn: 604_800 };
  expect(await sendPresigned({ ...wish, keys })).toEqual({ status: 200, body: "for you" });
  await aws.advance(1);
  await revokeOlderSessions(aws, RoleName, aws.now());
  const [code, status, message] = await refusal(sendPresigned({ ...wish, keys }));
  expect([code, status]).toEqual(["AccessDenied", 403]);
  expect(message).toContain("with an explicit deny in an identity-based policy");
  expect((await sendPresigned({ ...wish, keys: await assume(aws.admin, RoleName) })).status).toBe(200);
  await aws.advance(3600);
  expect((await refusal(sendPresigned({ ...wish, keys }))).slice(0, 2)).toEqual(["ExpiredToken", 400]);
});

test("a bucket's policy can keep presigned URLs out, all of them or those that are older than ten minutes", async () => {
  await put("shared", "for you");
  const wish = { endpoint: aws.endpoint, service: "s3", keys: aws.admin.keys, method: "GET", path: "/reports/shared" };
  const byUrl = async (age: number) =>
    (await sendPresigned({ ...wish, expiresIn: 3600, signedAt: minutesAgo(age) })).status;
  const denyIf = (Condition: object) => {
    const everybody = { Effect: "Deny", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::reports/*" };
    const Policy = policy({ ...everybody, Condition });
    return aws.admin.s3.send(new PutBucketPolicyCommand({ Bucket: "reports", Policy }));
  };
  await denyIf({ NumericGreaterThan: { "s3:signatureAge": "600000" } });
  expect([await byUrl(9), await byUrl(11)]).toEqual([200, 403]);
  await denyIf({ StringNotEquals: { "s3:authType": "REST-HEADER" } });
  expect(await byUrl(0)).toBe(403);
  expect(await (await get("shared")).Body?.transformToString()).toBe("for you");
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
