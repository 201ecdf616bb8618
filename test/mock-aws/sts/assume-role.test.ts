import { GetRoleCommand } from "@aws-sdk/client-iam";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { policy } from "../../support/session.ts";
import { ACCOUNT, allow, assume, createRole, policyArn, TRUSTS_ACCOUNT, trust, variable } from "../iam/cast.ts";

let aws: TestAws;
beforeAll(async () => {
  aws = await startLocalAws();
});
beforeEach(() => aws.aws.reset());
afterAll(() => aws.close());

const LOOK = new GetRoleCommand({ RoleName: "app" });

describe("who may assume a role", () => {
  test("the session's name can be held to the user's own", async () => {
    const Condition = { StringLike: { "sts:RoleSessionName": variable("aws:username") } };
    await createRole(aws, "app", { trusts: policy(trust({ AWS: ACCOUNT }, { Condition })) });
    await expect(assume(aws.admin, "app", { RoleSessionName: "ann" })).rejects.toMatchObject({ name: "AccessDenied" });
    await assume(aws.admin, "app", { RoleSessionName: "admin" });
  });

  test("a role that does not exist is refused like one that trusts nobody", async () => {
    await expect(assume(aws.admin, "nope")).rejects.toMatchObject({ name: "AccessDenied" });
  });

  test.each([
    "nothing-valid-in-here",
    "arn::b:::something/test-role",
    "arn:a::::something/test-role",
    "arn:a:a::aaaaaaaaaa:",
  ])("%s is no role", async (RoleArn) => {
    const wish = new AssumeRoleCommand({ RoleArn, RoleSessionName: "session" });
    await expect(aws.admin.sts.send(wish)).rejects.toMatchObject({
      name: "ValidationError",
      message: `${RoleArn} is invalid`,
    });
  });
});

describe("session policies", () => {
  test("hold 2,048 characters, and less when they do not pack well", async () => {
    await createRole(aws, "app");
    const of = (resource: string) => ({ Policy: policy(allow("s3:GetObject", resource)) });
    await expect(assume(aws.admin, "app", of("a".repeat(2048)))).rejects.toMatchObject({ name: "ValidationError" });
    await assume(aws.admin, "app", of("arn:aws:s3:::b/".padEnd(1900, "a")));
    let random = "arn:aws:s3:::b/";
    for (let count = 0; random.length < 1900; count++) random += Math.sin(count).toString(36).slice(3, 12);
    await expect(assume(aws.admin, "app", of(random))).rejects.toMatchObject({ name: "PackedPolicyTooLargeException" });
    await expect(assume(aws.admin, "app", { PolicyArns: [{ arn: policyArn("nope") }] })).rejects.toThrow();
  });

  test("that are no policies are refused", async () => {
    await createRole(aws, "app");
    await expect(assume(aws.admin, "app", { Policy: "{}" })).rejects.toMatchObject({
      name: "MalformedPolicyDocumentException",
    });
  });
});

describe("session tags", () => {
  const TAGS = policy({ ...trust({ AWS: ACCOUNT }), Action: ["sts:AssumeRole", "sts:TagSession"] });
  const STAR = { Tags: [{ Key: "Star", Value: "1" }], TransitiveTagKeys: ["Star"] };
  const invalid = (message: string) => ({ name: "InvalidParameterValue", message, $metadata: { httpStatusCode: 400 } });

  test("take sts:TagSession, and are principal tags of the session", async () => {
    await createRole(aws, "untagged");
    await expect(assume(aws.admin, "untagged", STAR)).rejects.toMatchObject({
      message: expect.stringContaining("is not authorized to perform: sts:TagSession on resource"),
    });
    const Condition = { StringEquals: { "aws:PrincipalTag/star": "1" } };
    await createRole(aws, "app", { trusts: TAGS, may: [{ ...allow("iam:GetRole"), Condition }] });
    await expect(aws.as(await assume(aws.admin, "app")).iam.send(LOOK)).rejects.toMatchObject({ name: "AccessDenied" });
    await aws.as(await assume(aws.admin, "app", STAR)).iam.send(LOOK);
  });

  test("keys are not told apart by case, and transitive ones must be among the tags", async () => {
    await createRole(aws, "app", { trusts: TAGS });
    const twice = [STAR.Tags[0], { Key: "sTAR", Value: "2" }].flatMap((tag) => tag ?? []);
    await expect(assume(aws.admin, "app", { Tags: twice })).rejects.toMatchObject(
      invalid("Duplicate tag keys found. Please note that Tag keys are case insensitive."),
    );
    await expect(assume(aws.admin, "app", { TransitiveTagKeys: ["Star"] })).rejects.toMatchObject(
      invalid("The specified transitive tag key must be included in the requested tags."),
    );
  });

  test("that are transitive persist along the chain, where they cannot be changed", async () => {
    const Condition = { StringEquals: { "aws:PrincipalTag/Star": "1" } };
    await createRole(aws, "first", { trusts: TAGS, may: [allow(["sts:AssumeRole", "sts:TagSession"])] });
    await createRole(aws, "app", { trusts: TAGS, may: [{ ...allow("iam:GetRole"), Condition }] });
    const first = aws.as(await assume(aws.admin, "first", STAR));
    await aws.as(await assume(first, "app")).iam.send(LOOK);
    for (const Key of ["Star", "STAR"]) {
      await expect(assume(first, "app", { Tags: [{ Key, Value: "2" }] })).rejects.toMatchObject(
        invalid(
          "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
        ),
      );
    }
    await createRole(aws, "untagged", { trusts: TRUSTS_ACCOUNT });
    await expect(assume(first, "untagged")).rejects.toMatchObject({
      message: expect.stringContaining("sts:TagSession"),
    });
  });
});

describe("the source identity", () => {
  const TRUSTS = policy({ ...trust({ AWS: ACCOUNT }), Action: ["sts:AssumeRole", "sts:SetSourceIdentity"] });

  test("persists along the chain, is a condition key, and cannot be changed", async () => {
    await createRole(aws, "first", { trusts: TRUSTS, may: [allow(["sts:AssumeRole", "sts:SetSourceIdentity"])] });
    const Condition = { StringEquals: { "aws:SourceIdentity": "diego" } };
    await createRole(aws, "app", { trusts: TRUSTS, may: [{ ...allow("iam:GetRole"), Condition }] });
    const first = aws.as(await assume(aws.admin, "first", { SourceIdentity: "diego" }));
    await aws.as(await assume(first, "app")).iam.send(LOOK);
    await expect(assume(first, "app", { SourceIdentity: "saanvi" })).rejects.toMatchObject({ name: "AccessDenied" });
    await createRole(aws, "plain");
    await expect(assume(first, "plain")).rejects.toMatchObject({
      message: expect.stringContaining("sts:SetSourceIdentity"),
    });
  });
});

test("what is wrong with an input is told with the value", async () => {
  await createRole(aws, "app");
  await expect(assume(aws.admin, "app", { RoleSessionName: "Session1:2" })).rejects.toMatchObject({
    name: "ValidationError",
    message:
      "1 validation error detected: Value 'Session1:2' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*",
  });
});
