// The Region in a signature: calls are made in it and recorded in it, and one that there is not is refused.
import { GetAccessKeyLastUsedCommand, ListUsersCommand } from "@aws-sdk/client-iam";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ADMIN_KEY } from "../../mock-aws/bootstrap.ts";
import { startLocalAws, type TestAws } from "../support/local-aws.ts";
import { type Reply, sendSigned, type Wish } from "../support/signed-request.ts";
import { allow, createUser } from "./iam/cast.ts";
import { trailOf } from "./sts/federation/cast.ts";

let aws: TestAws;
beforeAll(async () => {
  aws = await startLocalAws();
});
beforeEach(() => aws.aws.reset());
afterAll(() => aws.close());

const form = (service: string, Action: string, Version: string): Partial<Wish> => ({
  service,
  headers: { "content-type": "application/x-www-form-urlencoded" },
  body: new URLSearchParams({ Action, Version }).toString(),
});
const json = (service: string, target: string): Partial<Wish> => ({
  service,
  headers: { "content-type": "application/x-amz-json-1.1", "x-amz-target": target },
  body: "{}",
});

const CALLS = {
  sts: form("sts", "GetCallerIdentity", "2011-06-15"),
  iam: form("iam", "ListUsers", "2010-05-08"),
  ec2: form("ec2", "DescribeRegions", "2016-11-15"),
  events: json("events", "AWSEvents.ListRules"),
  s3: { service: "s3", method: "GET", headers: { "x-amz-content-sha256": "UNSIGNED-PAYLOAD" } },
};

async function call(service: keyof typeof CALLS, region: string): Promise<Reply> {
  return sendSigned({ endpoint: aws.endpoint, keys: ADMIN_KEY, region, service, ...CALLS[service] });
}

describe("a signature for a Region that there is not", () => {
  test.each<[keyof typeof CALLS, number, string]>([
    ["sts", 403, "SignatureDoesNotMatch"],
    ["iam", 403, "SignatureDoesNotMatch"],
    ["ec2", 401, "AuthFailure"],
    ["events", 400, "InvalidSignatureException"],
    ["s3", 400, "AuthorizationHeaderMalformed"],
  ])("is refused by %s with %i %s, and leaves nothing on the trail", async (service, status, code) => {
    for (const region of ["aws-global", "us-nowhere-1", "cn-north-1"]) {
      const reply = await call(service, region);
      expect(reply.status).toBe(status);
      expect(reply.body).toContain(code);
      expect(reply.body).toContain(region);
    }
    expect((await call(service, "us-east-1")).status).toBe(200);
    expect(await (await fetch(`${aws.endpoint}/_mock/trail`)).json()).toHaveLength(1);
  });

  test("is told by S3 which one to sign for", async () => {
    const { body } = await call("s3", "aws-global");
    expect(body.replaceAll("&apos;", "'")).toContain("the region 'aws-global' is wrong; expecting 'us-east-1'");
    expect(body).toContain("<Region>us-east-1</Region>");
  });
});

describe("a Region that the account has not enabled", () => {
  test("knows none of its keys", async () => {
    expect((await call("sts", "af-south-1")).body).toContain("InvalidClientTokenId");
    expect((await call("ec2", "af-south-1")).body).toContain("AuthFailure");
    expect((await call("events", "af-south-1")).body).toContain("UnrecognizedClientException");
  });

  test("does not matter to a service without Regions", async () => {
    expect((await call("iam", "af-south-1")).status).toBe(200);
  });
});

describe("a service without Regions, signed for some Region", () => {
  test("is called, recorded and last used in us-east-1", async () => {
    const ann = await createUser(aws, "ann", allow("iam:*"));
    await aws.as(ann.keys, "eu-west-1").iam.send(new ListUsersCommand({}));
    expect(await trailOf(aws, "ListUsers")).toMatchObject([{ awsRegion: "us-east-1" }]);
    const asked = new GetAccessKeyLastUsedCommand({ AccessKeyId: ann.keys.accessKeyId });
    expect((await aws.admin.iam.send(asked)).AccessKeyLastUsed).toMatchObject({ Region: "us-east-1" });
  });

  test("is under policies that close other Regions, as in AWS: aws:RequestedRegion is us-east-1", async () => {
    const Condition = { StringEquals: { "aws:RequestedRegion": "us-east-1" } };
    const ann = await createUser(aws, "ann", { ...allow("iam:ListUsers"), Condition });
    await aws.as(ann.keys, "eu-west-1").iam.send(new ListUsersCommand({}));
  });
});
