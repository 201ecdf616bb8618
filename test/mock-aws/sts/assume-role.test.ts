import { GetRoleCommand, PutRolePolicyCommand, PutUserPolicyCommand } from "@aws-sdk/client-iam";
import { AssumeRoleCommand, GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { policy } from "../../support/session.ts";
import {
  ACCOUNT,
  allow,
  assume,
  createRole,
  createUser,
  deny,
  policyArn,
  roleArn,
  TRUSTS_ACCOUNT,
  trust,
  userArn,
  variable,
} from "../iam/cast.ts";

let aws: TestAws;
beforeAll(async () => {
  aws = await startLocalAws();
});
beforeEach(() => aws.aws.reset());
afterAll(() => aws.close());

const WHO = new GetCallerIdentityCommand({});
const LOOK = new GetRoleCommand({ RoleName: "app" });

describe("who may assume a role", () => {
  test("trusting the account leaves it to the callers' own policies", async () => {
    await createRole(aws, "app");
    const ann = await createUser(aws, "ann");
    await expect(assume(ann, "app")).rejects.toMatchObject({
      name: "AccessDenied",
      message: expect.stringContaining(
        `User: ${userArn("ann")} is not authorized to perform: sts:AssumeRole on resource: ${roleArn("app")}`,
      ),
      $metadata: { httpStatusCode: 403 },
    });
    const bob = await createUser(aws, "bob", allow("sts:AssumeRole", roleArn("app")));
    await assume(bob, "app");
  });

  test("naming a user is enough, without a policy of its own", async () => {
    await createUser(aws, "bob", allow("sts:AssumeRole"));
    const ann = await createUser(aws, "ann");
    await createRole(aws, "app", { trusts: policy(trust({ AWS: userArn("ann") })) });
    await assume(ann, "app");
    await expect(assume(aws.admin, "app")).rejects.toMatchObject({ name: "AccessDenied" });
  });

  test("the account can be trusted but for one user", async () => {
    const ann = await createUser(aws, "ann", allow("sts:AssumeRole"));
    const denied = { Effect: "Deny", Principal: { AWS: userArn("ann") }, Action: "sts:AssumeRole" };
    await createRole(aws, "app", { trusts: policy(trust({ AWS: ACCOUNT }), denied) });
    await assume(aws.admin, "app");
    await expect(assume(ann, "app")).rejects.toMatchObject({
      message: expect.stringContaining("with an explicit deny in the role trust policy"),
    });
  });

  test("an external id that the trust policy asks for must be given", async () => {
    const Condition = { StringEquals: { "sts:ExternalId": "Example987" } };
    await createRole(aws, "app", { trusts: policy(trust({ AWS: ACCOUNT }, { Condition })) });
    await expect(assume(aws.admin, "app")).rejects.toMatchObject({ name: "AccessDenied" });
    await expect(assume(aws.admin, "app", { ExternalId: "guess" })).rejects.toMatchObject({ name: "AccessDenied" });
    await assume(aws.admin, "app", { ExternalId: "Example987" });
  });

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

describe("the session", () => {
  test("has four parts that work until they expire", async () => {
    await createRole(aws, "app");
    const session = aws.as(await assume(aws.admin, "app", { RoleSessionName: "alice" }));
    expect((await session.sts.send(WHO)).Arn).toBe(`arn:aws:sts::${ACCOUNT}:assumed-role/app/alice`);
    await aws.advance(3599);
    await session.sts.send(WHO);
    await aws.advance(1);
    await expect(session.sts.send(WHO)).rejects.toMatchObject({
      name: "ExpiredToken",
      message: "The security token included in the request is expired",
    });
  });

  test("needs its token beside its key", async () => {
    await createRole(aws, "app");
    const { accessKeyId, secretAccessKey } = await assume(aws.admin, "app");
    await expect(aws.as({ accessKeyId, secretAccessKey }).sts.send(WHO)).rejects.toMatchObject({
      name: "InvalidClientTokenId",
    });
  });

  test("lasts as long as asked, within the role's maximum", async () => {
    await createRole(aws, "app");
    await assume(aws.admin, "app", { DurationSeconds: 900 });
    await expect(assume(aws.admin, "app", { DurationSeconds: 3601 })).rejects.toMatchObject({
      name: "ValidationError",
      message: "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
    });
    await expect(assume(aws.admin, "app", { DurationSeconds: 899 })).rejects.toMatchObject({ name: "ValidationError" });
  });

  test("opened from another role's session lasts an hour at most", async () => {
    await createRole(aws, "first", { may: [allow("sts:AssumeRole")] });
    await createRole(aws, "second");
    const first = aws.as(await assume(aws.admin, "first"));
    await expect(assume(first, "second", { DurationSeconds: 3601 })).rejects.toMatchObject({
      name: "ValidationError",
      message: "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.",
    });
    await assume(first, "second", { DurationSeconds: 3600 });
  });

  test("is denied with all that were issued before the cutoff; one issued at it is not", async () => {
    await createRole(aws, "app", { may: [allow("iam:GetRole")] });
    const older = aws.as(await assume(aws.admin, "app"));
    const cutoff = new Date(aws.now() + 30_000).toISOString();
    const PolicyDocument = policy({ ...deny("*"), Condition: { DateLessThan: { "aws:TokenIssueTime": cutoff } } });
    await aws.admin.iam.send(
      new PutRolePolicyCommand({ RoleName: "app", PolicyName: "AWSRevokeOlderSessions", PolicyDocument }),
    );
    await aws.advance(29);
    const escaping = aws.as(await assume(aws.admin, "app"));
    await aws.advance(1);
    const newer = aws.as(await assume(aws.admin, "app"));
    for (const session of [older, escaping])
      await expect(session.iam.send(LOOK)).rejects.toMatchObject({ name: "AccessDenied" });
    await newer.iam.send(LOOK);
    await older.sts.send(WHO);
  });

  test("can be denied alone, by its name", async () => {
    await createRole(aws, "app", { may: [allow("iam:GetRole")] });
    const [alice, bob] = [
      aws.as(await assume(aws.admin, "app", { RoleSessionName: "alice" })),
      aws.as(await assume(aws.admin, "app", { RoleSessionName: "bob" })),
    ];
    const { UserId } = await alice.sts.send(WHO);
    const PolicyDocument = policy({ ...deny("*"), Condition: { StringEquals: { "aws:userid": UserId } } });
    await aws.admin.iam.send(new PutRolePolicyCommand({ RoleName: "app", PolicyName: "alice", PolicyDocument }));
    await expect(alice.iam.send(LOOK)).rejects.toMatchObject({ name: "AccessDenied" });
    await bob.iam.send(LOOK);
  });
});

describe("session policies", () => {
  test("narrow the session, inline and managed ones together, and never widen it", async () => {
    await createRole(aws, "app", { may: [allow("iam:GetRole")] });
    const narrow = aws.as(await assume(aws.admin, "app", { Policy: policy(allow("s3:*")) }));
    await expect(narrow.iam.send(LOOK)).rejects.toMatchObject({
      message: expect.stringContaining("because no session policy allows"),
    });
    const PolicyArns = [{ arn: "arn:aws:iam::aws:policy/AdministratorAccess" }];
    const both = aws.as(await assume(aws.admin, "app", { Policy: policy(allow("s3:*")), PolicyArns }));
    await both.iam.send(LOOK);
    const put = new PutUserPolicyCommand({ UserName: "admin", PolicyName: "p", PolicyDocument: policy(allow("s3:*")) });
    await expect(both.iam.send(put)).rejects.toMatchObject({ name: "AccessDenied" });
  });

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
