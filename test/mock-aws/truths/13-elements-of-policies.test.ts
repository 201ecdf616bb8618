// The elements of a policy: NotAction, NotResource, NotPrincipal, variables, set operators and wildcards, over the wire.
import { GetRoleCommand, GetUserCommand, TagRoleCommand } from "@aws-sdk/client-iam";
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListBucketsCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Clients, startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { policy, type Statement } from "../../support/session.ts";
import { ACCOUNT, allow, assume, createRole, createUser, deny, roleArn, userArn, variable } from "../iam/cast.ts";
import { WORK } from "./scene.ts";

let aws: TestAws;
beforeAll(async () => {
  aws = await startLocalAws();
});
beforeEach(() => aws.aws.reset());
afterAll(() => aws.close());

const read = (Bucket: string, Key: string) => new GetObjectCommand({ Bucket, Key });
const objects = (path: string) => `arn:aws:s3:::${path}`;
const NO = { name: "AccessDenied" };

async function bucketWith(Bucket: string, ...keys: readonly string[]): Promise<void> {
  await aws.admin.s3.send(new CreateBucketCommand({ Bucket }));
  for (const Key of keys) await aws.admin.s3.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
}

async function sessionOf(...may: readonly Statement[]): Promise<Clients> {
  await createRole(aws, "app", { may });
  return aws.as(await assume(aws.admin, "app"));
}

describe("NotAction", () => {
  test("in an allow: everything but this", async () => {
    const session = await sessionOf({ Effect: "Allow", NotAction: "iam:*", Resource: "*" });
    await session.ec2.send(WORK);
    await session.s3.send(new ListBucketsCommand({}));
    await expect(session.iam.send(new GetRoleCommand({ RoleName: "app" }))).rejects.toMatchObject(NO);
  });

  test("in a deny: only this is left", async () => {
    const session = await sessionOf(allow("*"), { Effect: "Deny", NotAction: "iam:Get*", Resource: "*" });
    await session.iam.send(new GetRoleCommand({ RoleName: "app" }));
    await expect(session.ec2.send(WORK)).rejects.toMatchObject({ name: "UnauthorizedOperation" });
  });
});

describe("NotResource", () => {
  test("in an allow: every resource but this", async () => {
    await bucketWith("reports", "public", "secret");
    const session = await sessionOf({
      Effect: "Allow",
      Action: "s3:GetObject",
      NotResource: objects("reports/secret"),
    });
    await session.s3.send(read("reports", "public"));
    await expect(session.s3.send(read("reports", "secret"))).rejects.toMatchObject(NO);
  });

  test("in a deny: only this resource is left", async () => {
    await bucketWith("reports", "public", "secret");
    const session = await sessionOf(allow("*"), {
      Effect: "Deny",
      Action: "s3:*",
      NotResource: objects("reports/public"),
    });
    await session.s3.send(read("reports", "public"));
    await expect(session.s3.send(read("reports", "secret"))).rejects.toMatchObject(NO);
  });
});

test("NotPrincipal in a deny: everybody but these, and it gives those nothing", async () => {
  await bucketWith("reports", "a");
  const [ann, bob, eve] = [
    await createUser(aws, "ann", allow("s3:*")),
    await createUser(aws, "bob", allow("s3:*")),
    await createUser(aws, "eve"),
  ];
  const NotPrincipal = { AWS: [userArn("ann"), userArn("eve"), `arn:aws:iam::${ACCOUNT}:root`] };
  const Policy = policy({ Effect: "Deny", NotPrincipal, Action: "s3:GetObject", Resource: objects("reports/*") });
  await aws.admin.s3.send(new PutBucketPolicyCommand({ Bucket: "reports", Policy }));
  await ann.s3.send(read("reports", "a"));
  for (const who of [bob, aws.admin, eve]) await expect(who.s3.send(read("reports", "a"))).rejects.toMatchObject(NO);
});

describe("policy variables", () => {
  test("stand for what the request says: each user reads what lies under its own name", async () => {
    await bucketWith("homes", "ann/diary", "bob/diary");
    const own = allow("s3:GetObject", objects(`homes/${variable("aws:username")}/*`));
    const [ann, bob] = [await createUser(aws, "ann", own), await createUser(aws, "bob", own)];
    await ann.s3.send(read("homes", "ann/diary"));
    await expect(ann.s3.send(read("homes", "bob/diary"))).rejects.toMatchObject(NO);
    await bob.s3.send(read("homes", "bob/diary"));
  });

  test("match nothing where the request does not say it: a role's session has no user name", async () => {
    await bucketWith("homes", "ann/diary");
    const session = await sessionOf(allow("s3:GetObject", objects(`homes/${variable("aws:username")}*`)));
    await expect(session.s3.send(read("homes", "ann/diary"))).rejects.toMatchObject(NO);
  });

  test("take the value behind the comma then", async () => {
    await bucketWith("homes", "guest/diary");
    const home = variable("aws:username, 'guest'");
    const session = await sessionOf(allow("s3:GetObject", objects(`homes/${home}/*`)));
    await session.s3.send(read("homes", "guest/diary"));
  });

  test("stand for principal tags too", async () => {
    await bucketWith("homes", "blue/plan", "red/plan");
    const session = await sessionOf(allow("s3:GetObject", objects(`homes/${variable("aws:PrincipalTag/team")}/*`)));
    await expect(session.s3.send(read("homes", "blue/plan"))).rejects.toMatchObject(NO);
    await aws.admin.iam.send(new TagRoleCommand({ RoleName: "app", Tags: [{ Key: "team", Value: "blue" }] }));
    await session.s3.send(read("homes", "blue/plan"));
    await expect(session.s3.send(read("homes", "red/plan"))).rejects.toMatchObject(NO);
  });
});

describe("set operators, on the keys of the tags that a request sets", () => {
  const tag = ({ iam }: Clients, ...keys: readonly string[]) =>
    iam.send(new TagRoleCommand({ RoleName: "app", Tags: keys.map((Key) => ({ Key, Value: "x" })) }));

  test("ForAllValues: every one of them is in the list", async () => {
    const Condition = { "ForAllValues:StringEquals": { "aws:TagKeys": ["team", "stage"] } };
    const session = await sessionOf({ ...allow("iam:TagRole"), Condition });
    await tag(session, "team");
    await tag(session, "team", "stage");
    await expect(tag(session, "team", "owner")).rejects.toMatchObject(NO);
  });

  test("ForAnyValue: at least one of them is", async () => {
    const Condition = { "ForAnyValue:StringEquals": { "aws:TagKeys": ["owner"] } };
    const session = await sessionOf(allow("iam:TagRole"), { ...deny("iam:TagRole"), Condition });
    await tag(session, "team", "stage");
    await expect(tag(session, "team", "owner")).rejects.toMatchObject(NO);
  });

  test("without any value: ForAllValues holds, ForAnyValue does not", async () => {
    const on = (operator: string) => ({ Condition: { [operator]: { "aws:TagKeys": ["team"] } } });
    const look = new GetUserCommand({ UserName: "admin" });
    const all = await sessionOf({ ...allow("iam:GetUser"), ...on("ForAllValues:StringEquals") });
    await all.iam.send(look);
    const any = await createUser(aws, "any", { ...allow("iam:GetUser"), ...on("ForAnyValue:StringEquals") });
    await expect(any.iam.send(look)).rejects.toMatchObject(NO);
  });
});

describe("wildcards", () => {
  test("of actions: a star for any characters, a question mark for one, whatever their case", async () => {
    const session = await sessionOf(allow(["EC2:describe*", "iam:GetRol?"]));
    await session.ec2.send(WORK);
    await session.iam.send(new GetRoleCommand({ RoleName: "app" }));
    await expect(session.iam.send(new GetUserCommand({ UserName: "admin" }))).rejects.toMatchObject(NO);
  });

  test("of resources: a star crosses slashes, and case counts", async () => {
    await bucketWith("reports", "2026/03/a", "Final");
    const session = await sessionOf(allow("s3:GetObject", [objects("reports/2026*a"), objects("reports/final")]));
    await session.s3.send(read("reports", "2026/03/a"));
    await expect(session.s3.send(read("reports", "Final"))).rejects.toMatchObject(NO);
  });

  test("of conditions: StringLike knows them, StringEquals does not", async () => {
    const under = (operator: string) => ({
      ...allow("ec2:DescribeRegions"),
      Condition: { [operator]: { "aws:PrincipalArn": userArn("a*") } },
    });
    const [ann, abe] = [
      await createUser(aws, "ann", under("StringLike")),
      await createUser(aws, "abe", under("StringEquals")),
    ];
    await ann.ec2.send(WORK);
    await expect(abe.ec2.send(WORK)).rejects.toMatchObject({ name: "UnauthorizedOperation" });
  });

  test("of names: every role that fits is covered, and no other", async () => {
    const session = await sessionOf(allow("iam:GetRole", roleArn("ap?")));
    await createRole(aws, "web");
    await session.iam.send(new GetRoleCommand({ RoleName: "app" }));
    await expect(session.iam.send(new GetRoleCommand({ RoleName: "web" }))).rejects.toMatchObject(NO);
  });
});
