import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  PutSecretValueCommand,
  RestoreSecretCommand,
  RotateSecretCommand,
} from "@aws-sdk/client-secrets-manager";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { wholeTrail } from "../../../mock-aws/cloudtrail/trail.ts";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";

let aws: TestAws;
beforeEach(async () => {
  aws = await startLocalAws();
});
afterEach(() => aws.close());

const create = async (Name: string, SecretString = "hunter2") =>
  (await aws.admin.secrets.send(new CreateSecretCommand({ Name, SecretString }))).ARN ?? "";

const read = (SecretId: string, more: { VersionId?: string; VersionStage?: string } = {}) =>
  aws.admin.secrets.send(new GetSecretValueCommand({ SecretId, ...more }));

describe("a secret", () => {
  test("is found by its name, by its ARN with six random characters, and by the ARN without them", async () => {
    const arn = await create("prod/db");
    expect(arn).toMatch(/^arn:aws:secretsmanager:us-east-1:111122223333:secret:prod\/db-[A-Za-z0-9]{6}$/);
    for (const id of ["prod/db", arn, arn.slice(0, -7)]) {
      expect(await read(id)).toMatchObject({
        ARN: arn,
        Name: "prod/db",
        SecretString: "hunter2",
        VersionStages: ["AWSCURRENT"],
      });
    }
  });

  test("may hold bytes", async () => {
    const SecretBinary = new Uint8Array([0, 1, 255]);
    await aws.admin.secrets.send(new CreateSecretCommand({ Name: "key", SecretBinary }));
    expect((await read("key")).SecretBinary).toEqual(SecretBinary);
  });

  test("keeps its value before the last as AWSPREVIOUS", async () => {
    await create("prod/db", "one");
    await aws.admin.secrets.send(new PutSecretValueCommand({ SecretId: "prod/db", SecretString: "two" }));
    expect((await read("prod/db")).SecretString).toBe("two");
    expect((await read("prod/db", { VersionStage: "AWSPREVIOUS" })).SecretString).toBe("one");
    const { VersionIdsToStages } = await aws.admin.secrets.send(new DescribeSecretCommand({ SecretId: "prod/db" }));
    expect(Object.values(VersionIdsToStages ?? {})).toEqual([["AWSCURRENT"], ["AWSPREVIOUS"]]);
    await expect(read("prod/db", { VersionStage: "NOPE" })).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: "Secrets Manager can't find the specified secret value for staging label: NOPE",
    });
  });

  test("has one value for one request token", async () => {
    await create("prod/db", "one");
    const ClientRequestToken = "11111111-1111-4111-8111-111111111111";
    const put = (SecretString: string) =>
      new PutSecretValueCommand({ SecretId: "prod/db", SecretString, ClientRequestToken });
    await aws.admin.secrets.send(put("two"));
    await aws.admin.secrets.send(put("two"));
    await expect(aws.admin.secrets.send(put("three"))).rejects.toMatchObject({ name: "ResourceExistsException" });
  });

  test("has a name of its own", async () => {
    await create("prod/db");
    await expect(create("prod/db")).rejects.toMatchObject({
      name: "ResourceExistsException",
      message: "The operation failed because the secret prod/db already exists.",
    });
  });

  test("that is not there is not found", async () => {
    await expect(read("nothing")).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: "Secrets Manager can't find the specified secret.",
    });
  });
});

describe("a deleted secret", () => {
  test("can be brought back for 30 days, and is gone afterwards", async () => {
    await create("prod/db");
    const remove = new DeleteSecretCommand({ SecretId: "prod/db" });
    const { DeletionDate } = await aws.admin.secrets.send(remove);
    expect(DeletionDate).toEqual(new Date(aws.now() + 30 * 24 * 3600 * 1000));
    await expect(read("prod/db")).rejects.toMatchObject({
      name: "InvalidRequestException",
      message: "You can't perform this operation on the secret because it was marked for deletion.",
    });
    await expect(create("prod/db")).rejects.toMatchObject({ name: "InvalidRequestException" });

    await aws.admin.secrets.send(new RestoreSecretCommand({ SecretId: "prod/db" }));
    expect((await read("prod/db")).SecretString).toBe("hunter2");

    await aws.admin.secrets.send(remove);
    await aws.advance(30 * 24 * 3600);
    await expect(read("prod/db")).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    await create("prod/db");
  });

  test("is gone at once where recovery was forgone; the new one of its name has another ARN", async () => {
    const first = await create("prod/db");
    await aws.admin.secrets.send(new DeleteSecretCommand({ SecretId: "prod/db", ForceDeleteWithoutRecovery: true }));
    const second = await create("prod/db");
    expect(second).not.toBe(first);
    await expect(read(first)).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });

  test.each([
    [{ RecoveryWindowInDays: 6 }, "The RecoveryWindowInDays value must be between 7 and 30 days (inclusive)."],
    [
      { RecoveryWindowInDays: 7, ForceDeleteWithoutRecovery: true },
      "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.",
    ],
  ])("must be deleted in a way that makes sense: %j", async (wish, message) => {
    await create("prod/db");
    const remove = new DeleteSecretCommand({ SecretId: "prod/db", ...wish });
    await expect(aws.admin.secrets.send(remove)).rejects.toMatchObject({ name: "InvalidParameterException", message });
  });
});

describe("ListSecrets", () => {
  test("pages through the secrets of the Region, newest first, without those to be deleted", async () => {
    for (const name of ["a", "b", "c", "d"]) await create(name);
    await aws.admin.secrets.send(new DeleteSecretCommand({ SecretId: "d" }));
    const first = await aws.admin.secrets.send(new ListSecretsCommand({ MaxResults: 2 }));
    expect(first.SecretList?.map(({ Name }) => Name)).toEqual(["c", "b"]);
    const second = await aws.admin.secrets.send(new ListSecretsCommand({ MaxResults: 2, NextToken: first.NextToken }));
    expect(second.SecretList?.map(({ Name }) => Name)).toEqual(["a"]);
    expect(second.NextToken).toBeUndefined();
  });

  test("filters by the beginning of the name", async () => {
    for (const name of ["prod/db", "prod/api", "test/db"]) await create(name);
    const { SecretList } = await aws.admin.secrets.send(
      new ListSecretsCommand({ Filters: [{ Key: "name", Values: ["prod/"] }], SortOrder: "asc" }),
    );
    expect(SecretList?.map(({ Name }) => Name)).toEqual(["prod/db", "prod/api"]);
  });
});

test("no value of a secret is ever on the trail", async () => {
  await create("prod/db", "first-value");
  await aws.admin.secrets.send(new PutSecretValueCommand({ SecretId: "prod/db", SecretString: "second-value" }));
  await read("prod/db");
  await aws.admin.secrets.send(new RotateSecretCommand({ SecretId: "prod/db" })).catch(() => {});
  const records = wholeTrail(aws.aws.world()).map(({ record }) => record);
  expect(records.find(({ eventName }) => eventName === "GetSecretValue")).toMatchObject({
    eventSource: "secretsmanager.amazonaws.com",
    readOnly: true,
    managementEvent: true,
    requestParameters: { secretId: "prod/db" },
    responseElements: null,
  });
  expect(JSON.stringify(records)).not.toMatch(/first-value|second-value/);
});

test("what the local AWS does not have is refused by its name", async () => {
  await create("prod/db");
  await expect(aws.admin.secrets.send(new RotateSecretCommand({ SecretId: "prod/db" }))).rejects.toMatchObject({
    name: "NotImplemented",
    message: "The local AWS does not implement secretsmanager:RotateSecret.",
  });
  await expect(
    aws.admin.secrets.send(new CreateSecretCommand({ Name: "x", AddReplicaRegions: [{ Region: "eu-west-1" }] })),
  ).rejects.toMatchObject({ name: "NotImplemented", message: expect.stringContaining("AddReplicaRegions") });
});
