import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeleteUserCommand,
  DeleteUserPolicyCommand,
  GetAccessKeyLastUsedCommand,
  GetUserCommand,
  ListAccessKeysCommand,
  ListUsersCommand,
  UpdateAccessKeyCommand,
  UpdateUserCommand,
} from "@aws-sdk/client-iam";
import { GetCallerIdentityCommand, GetSessionTokenCommand } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { keysOf } from "../../support/session.ts";
import { allow, createUser, keyOf, userArn } from "./cast.ts";

let aws: TestAws;
beforeAll(async () => {
  aws = await startLocalAws();
});
beforeEach(() => aws.aws.reset());
afterAll(() => aws.close());

const WHO = new GetCallerIdentityCommand({});

test("a user has a name, a path, an ARN and an id that is never given twice", async () => {
  const { User } = await aws.admin.iam.send(new CreateUserCommand({ UserName: "ann", Path: "/team/" }));
  expect(User).toMatchObject({ Path: "/team/", UserName: "ann", Arn: "arn:aws:iam::111122223333:user/team/ann" });
  expect(User?.UserId).toMatch(/^AIDA[A-Z2-7]{17}$/);
  await aws.admin.iam.send(new DeleteUserCommand({ UserName: "ann" }));
  const again = await aws.admin.iam.send(new CreateUserCommand({ UserName: "ann", Path: "/team/" }));
  expect(again.User?.UserId).not.toBe(User?.UserId);
});

test("names of users are not told apart by case", async () => {
  await aws.admin.iam.send(new CreateUserCommand({ UserName: "ann" }));
  const taken = aws.admin.iam.send(new CreateUserCommand({ UserName: "ANN" }));
  await expect(taken).rejects.toMatchObject({
    name: "EntityAlreadyExistsException",
    $metadata: { httpStatusCode: 409 },
  });
});

test("GetUser without a name shows the caller, whom its own policies must let", async () => {
  const ann = await createUser(aws, "ann", allow("iam:GetUser", userArn("ann")));
  const { User } = await ann.iam.send(new GetUserCommand({}));
  expect(User?.UserName).toBe("ann");
  await expect(ann.iam.send(new GetUserCommand({ UserName: "admin" }))).rejects.toMatchObject({
    name: "AccessDenied",
    message:
      "User: arn:aws:iam::111122223333:user/ann is not authorized to perform: iam:GetUser on resource: user admin because no identity-based policy allows the iam:GetUser action",
  });
});

test("a user that does not exist is NoSuchEntity, with 404", async () => {
  await expect(aws.admin.iam.send(new GetUserCommand({ UserName: "nobody" }))).rejects.toMatchObject({
    name: "NoSuchEntityException",
    message: "The user with name nobody cannot be found.",
    $metadata: { httpStatusCode: 404 },
  });
});

test("a user with keys or policies is not deleted", async () => {
  const ann = await createUser(aws, "ann", allow("s3:*"));
  const remove = () => aws.admin.iam.send(new DeleteUserCommand({ UserName: "ann" }));
  await expect(remove()).rejects.toMatchObject({
    name: "DeleteConflictException",
    message: "Cannot delete entity, must delete access keys first.",
  });
  await aws.admin.iam.send(new DeleteAccessKeyCommand({ UserName: "ann", AccessKeyId: ann.keys.accessKeyId }));
  await expect(remove()).rejects.toMatchObject({ message: "Cannot delete entity, must delete policies first." });
  await aws.admin.iam.send(new DeleteUserPolicyCommand({ UserName: "ann", PolicyName: "work" }));
  await remove();
});

test("a user that is renamed keeps id, keys and policies, under another ARN", async () => {
  const ann = await createUser(aws, "ann", allow("iam:GetUser"));
  const before = await ann.iam.send(new GetUserCommand({}));
  await aws.admin.iam.send(new UpdateUserCommand({ UserName: "ann", NewUserName: "anna", NewPath: "/new/" }));
  const after = await ann.iam.send(new GetUserCommand({}));
  expect(after.User).toMatchObject({ UserName: "anna", Arn: userArn("new/anna"), UserId: before.User?.UserId });
});

test("a user has two access keys at most", async () => {
  await createUser(aws, "ann");
  await keyOf(aws, "ann");
  await expect(keyOf(aws, "ann")).rejects.toMatchObject({
    name: "LimitExceededException",
    message: "Cannot exceed quota for AccessKeysPerUser: 2",
    $metadata: { httpStatusCode: 409 },
  });
});

test("an access key that is set inactive signs nothing until it is set active again", async () => {
  const ann = await createUser(aws, "ann");
  const set = (Status: "Active" | "Inactive") =>
    aws.admin.iam.send(new UpdateAccessKeyCommand({ UserName: "ann", AccessKeyId: ann.keys.accessKeyId, Status }));
  await set("Inactive");
  await expect(ann.sts.send(WHO)).rejects.toMatchObject({
    name: "InvalidClientTokenId",
    message: "The security token included in the request is invalid.",
    $metadata: { httpStatusCode: 403 },
  });
  await set("Active");
  await ann.sts.send(WHO);
});

test("setting a key inactive and deleting it take effect after the propagation time; lists show them at once", async () => {
  const ann = await createUser(aws, "ann");
  const { accessKeyId: AccessKeyId } = ann.keys;
  aws.aws.world().settings.iamPropagation = 4_000;
  await aws.advance(10);
  await aws.admin.iam.send(new UpdateAccessKeyCommand({ UserName: "ann", AccessKeyId, Status: "Inactive" }));
  const { AccessKeyMetadata } = await aws.admin.iam.send(new ListAccessKeysCommand({ UserName: "ann" }));
  expect(AccessKeyMetadata).toMatchObject([{ AccessKeyId, Status: "Inactive" }]);
  await ann.sts.send(WHO);
  await aws.advance(4);
  await expect(ann.sts.send(WHO)).rejects.toMatchObject({ name: "InvalidClientTokenId" });

  await aws.admin.iam.send(new UpdateAccessKeyCommand({ UserName: "ann", AccessKeyId, Status: "Active" }));
  await aws.advance(4);
  await aws.admin.iam.send(new DeleteAccessKeyCommand({ UserName: "ann", AccessKeyId }));
  expect((await aws.admin.iam.send(new ListAccessKeysCommand({ UserName: "ann" }))).AccessKeyMetadata).toEqual([]);
  await ann.sts.send(WHO);
  await aws.advance(4);
  await expect(ann.sts.send(WHO)).rejects.toMatchObject({ name: "InvalidClientTokenId" });
});

test("users make, list and switch their own keys without giving a name", async () => {
  const ann = await createUser(aws, "ann", allow("iam:*AccessKey*", userArn("ann")));
  const { AccessKey } = await ann.iam.send(new CreateAccessKeyCommand({}));
  expect(AccessKey?.UserName).toBe("ann");
  const { AccessKeyMetadata } = await ann.iam.send(new ListAccessKeysCommand({}));
  expect(AccessKeyMetadata).toHaveLength(2);
  await ann.iam.send(new DeleteAccessKeyCommand({ AccessKeyId: AccessKey?.AccessKeyId }));
});

test("the last use of a key is told: when, where and with which service", async () => {
  const ann = await createUser(aws, "ann");
  const ask = () => aws.admin.iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId: ann.keys.accessKeyId }));
  expect(await ask()).toMatchObject({ UserName: "ann", AccessKeyLastUsed: { ServiceName: "N/A", Region: "N/A" } });
  await aws.advance(60);
  await aws.as(ann.keys, "eu-west-1").sts.send(WHO);
  const used = { ServiceName: "sts", Region: "eu-west-1", LastUsedDate: new Date(aws.now()) };
  expect((await ask()).AccessKeyLastUsed).toEqual(used);
});

test("a deleted user's sessions end with it", async () => {
  const ann = await createUser(aws, "ann");
  const token = aws.as(keysOf((await ann.sts.send(new GetSessionTokenCommand({}))).Credentials));
  await aws.admin.iam.send(new DeleteAccessKeyCommand({ UserName: "ann", AccessKeyId: ann.keys.accessKeyId }));
  await token.sts.send(WHO);
  await aws.admin.iam.send(new DeleteUserCommand({ UserName: "ann" }));
  await expect(token.sts.send(WHO)).rejects.toMatchObject({ name: "InvalidClientTokenId" });
});

test("lists come in pages, and a deletion between two pages skips nobody", async () => {
  for (const UserName of ["u1", "u2", "u3", "u4"])
    await aws.admin.iam.send(new CreateUserCommand({ UserName, Path: "/p/" }));
  const list = (Marker?: string) =>
    aws.admin.iam.send(new ListUsersCommand({ PathPrefix: "/p/", MaxItems: 2, ...(Marker ? { Marker } : {}) }));
  const first = await list();
  expect(first.IsTruncated).toBe(true);
  await aws.admin.iam.send(new DeleteUserCommand({ UserName: "u1" }));
  const second = await list(first.Marker);
  expect(second.IsTruncated).toBe(false);
  expect([...(first.Users ?? []), ...(second.Users ?? [])].map(({ UserName }) => UserName)).toEqual([
    "u1",
    "u2",
    "u3",
    "u4",
  ]);
  await expect(list("nonsense")).rejects.toMatchObject({ message: "Invalid Marker." });
});
