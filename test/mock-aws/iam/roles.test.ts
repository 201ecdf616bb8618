import {
  AddRoleToInstanceProfileCommand,
  AttachRolePolicyCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  ListRolesCommand,
  ListRoleTagsCommand,
  RemoveRoleFromInstanceProfileCommand,
  TagRoleCommand,
  UntagRoleCommand,
  UpdateRoleCommand,
  UpdateRoleDescriptionCommand,
} from "@aws-sdk/client-iam";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { policy } from "../../support/session.ts";
import { ACCOUNT, allow, assume, createRole, createUser, roleArn, TRUSTS_ACCOUNT, trust, userArn } from "./cast.ts";

let aws: TestAws;
beforeAll(async () => {
  aws = await startLocalAws();
});
beforeEach(() => aws.aws.reset());
afterAll(() => aws.close());

const WHO = new GetCallerIdentityCommand({});

test("GetRole shows what CreateRole was given; lists leave boundary, tags and last use out", async () => {
  const { Role } = await aws.admin.iam.send(
    new CreateRoleCommand({
      RoleName: "app",
      Path: "/service/",
      AssumeRolePolicyDocument: TRUSTS_ACCOUNT,
      Description: "the app",
      MaxSessionDuration: 7200,
      Tags: [{ Key: "team", Value: "blue" }],
    }),
  );
  expect(Role?.RoleId).toMatch(/^AROA[A-Z2-7]{17}$/);
  const shown = (await aws.admin.iam.send(new GetRoleCommand({ RoleName: "app" }))).Role;
  expect(shown).toMatchObject({
    Arn: `arn:aws:iam::${ACCOUNT}:role/service/app`,
    Description: "the app",
    MaxSessionDuration: 7200,
    Tags: [{ Key: "team", Value: "blue" }],
    RoleLastUsed: {},
  });
  expect(decodeURIComponent(shown?.AssumeRolePolicyDocument ?? "")).toBe(TRUSTS_ACCOUNT);
  const { Roles } = await aws.admin.iam.send(new ListRolesCommand({ PathPrefix: "/service/" }));
  expect(Roles?.map((role) => [role.RoleName, role.Tags, role.RoleLastUsed])).toEqual([["app", undefined, undefined]]);
});

test("a role is deleted only when nothing hangs on it, and its sessions end with it", async () => {
  await createRole(aws, "app", { may: [allow("s3:*")] });
  const PolicyArn = "arn:aws:iam::aws:policy/ReadOnlyAccess";
  const profile = { InstanceProfileName: "app", RoleName: "app" };
  await aws.admin.iam.send(new AttachRolePolicyCommand({ RoleName: "app", PolicyArn }));
  await aws.admin.iam.send(new CreateInstanceProfileCommand(profile));
  await aws.admin.iam.send(new AddRoleToInstanceProfileCommand(profile));
  const session = aws.as(await assume(aws.admin, "app"));

  const remove = () => aws.admin.iam.send(new DeleteRoleCommand({ RoleName: "app" }));
  const conflict = (message: string) => ({
    name: "DeleteConflictException",
    message,
    $metadata: { httpStatusCode: 409 },
  });
  await expect(remove()).rejects.toMatchObject(
    conflict("Cannot delete entity, must remove roles from instance profile first."),
  );
  await aws.admin.iam.send(new RemoveRoleFromInstanceProfileCommand(profile));
  await expect(remove()).rejects.toMatchObject(conflict("Cannot delete entity, must detach all policies first."));
  await aws.admin.iam.send(new DetachRolePolicyCommand({ RoleName: "app", PolicyArn }));
  await expect(remove()).rejects.toMatchObject(conflict("Cannot delete entity, must delete policies first."));
  await aws.admin.iam.send(new DeleteRolePolicyCommand({ RoleName: "app", PolicyName: "work" }));
  await session.sts.send(WHO);
  await remove();
  await expect(session.sts.send(WHO)).rejects.toMatchObject({ name: "InvalidClientTokenId" });
});

test("a trust policy must be one, and those whom it names must exist", async () => {
  const create = (AssumeRolePolicyDocument: string) =>
    aws.admin.iam.send(new CreateRoleCommand({ RoleName: "app", AssumeRolePolicyDocument }));
  const malformed = (message: string) => ({
    name: "MalformedPolicyDocumentException",
    message,
    $metadata: { httpStatusCode: 400 },
  });
  await expect(create("{not json")).rejects.toMatchObject(malformed("This policy contains invalid Json"));
  const missing = userArn("nobody");
  await expect(create(policy(trust({ AWS: missing })))).rejects.toMatchObject(
    malformed(`Invalid principal in policy: "AWS":"${missing}"`),
  );
});

test("the last use of a role is the last call that one of its sessions made", async () => {
  await createRole(aws, "app");
  const session = aws.as(await assume(aws.admin, "app"), "eu-west-1");
  await aws.advance(300);
  await session.sts.send(WHO);
  const { Role } = await aws.admin.iam.send(new GetRoleCommand({ RoleName: "app" }));
  expect(Role?.RoleLastUsed).toEqual({ LastUsedDate: new Date(aws.now()), Region: "eu-west-1" });
});

test("UpdateRole and UpdateRoleDescription change what may be changed", async () => {
  await createRole(aws, "app");
  await aws.admin.iam.send(new UpdateRoleCommand({ RoleName: "app", Description: "old", MaxSessionDuration: 43200 }));
  const { Role } = await aws.admin.iam.send(new UpdateRoleDescriptionCommand({ RoleName: "app", Description: "new" }));
  expect(Role).toMatchObject({ Description: "new", MaxSessionDuration: 43200 });
  const tooLong = aws.admin.iam.send(new UpdateRoleCommand({ RoleName: "app", MaxSessionDuration: 50_000 }));
  await expect(tooLong).rejects.toMatchObject({
    name: "ValidationError",
    message:
      "1 validation error detected: Value at 'maxSessionDuration' failed to satisfy constraint: Member must have value less than or equal to 43200",
  });
});

test("tags of a role: set, changed whatever their case, listed, taken away, and usable in conditions", async () => {
  await createRole(aws, "app");
  const blue = { StringEquals: { "aws:ResourceTag/Team": "blue" } };
  const ann = await createUser(aws, "ann", { ...allow("iam:GetRole"), Condition: blue });
  const look = () => ann.iam.send(new GetRoleCommand({ RoleName: "app" }));
  await expect(look()).rejects.toMatchObject({ name: "AccessDenied" });
  const tag = (Key: string, Value: string) =>
    aws.admin.iam.send(new TagRoleCommand({ RoleName: "app", Tags: [{ Key, Value }] }));
  await tag("team", "red");
  await tag("Team", "blue");
  const { Tags } = await aws.admin.iam.send(new ListRoleTagsCommand({ RoleName: "app" }));
  expect(Tags).toEqual([{ Key: "Team", Value: "blue" }]);
  await look();
  await aws.admin.iam.send(new UntagRoleCommand({ RoleName: "app", TagKeys: ["Team"] }));
  await expect(look()).rejects.toMatchObject({ name: "AccessDenied" });
});

test("a key may not be tagged twice in one request", async () => {
  await createRole(aws, "app");
  const Tags = [
    { Key: "a", Value: "1" },
    { Key: "A", Value: "2" },
  ];
  await expect(aws.admin.iam.send(new TagRoleCommand({ RoleName: "app", Tags }))).rejects.toMatchObject({
    name: "InvalidInputException",
    message: "Duplicate tag keys found. Please note that Tag keys are case insensitive.",
  });
});

test("whoever may create roles only with certain tags is held to them", async () => {
  const ann = await createUser(aws, "ann", {
    ...allow(["iam:CreateRole", "iam:TagRole"]),
    Condition: { StringEquals: { "aws:RequestTag/owner": "ann" } },
  });
  const create = (Value: string) =>
    ann.iam.send(
      new CreateRoleCommand({
        RoleName: "app",
        AssumeRolePolicyDocument: TRUSTS_ACCOUNT,
        Tags: [{ Key: "owner", Value }],
      }),
    );
  await expect(create("bob")).rejects.toMatchObject({ name: "AccessDenied" });
  const { Role } = await create("ann");
  expect(Role?.Arn).toBe(roleArn("app"));
});

test("AWS keeps the paths of its own roles to itself", async () => {
  const reserved = {
    RoleName: "x",
    Path: "/aws-service-role/batch.amazonaws.com/",
    AssumeRolePolicyDocument: TRUSTS_ACCOUNT,
  };
  await expect(aws.admin.iam.send(new CreateRoleCommand(reserved))).rejects.toMatchObject({ name: "ValidationError" });
});
