import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  UpdateContinuousBackupsCommand,
  UpdateTableCommand,
} from "@aws-sdk/client-dynamodb";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startLocalAws, TEST_START, type TestAws } from "../../support/local-aws.ts";

let aws: TestAws;
beforeEach(async () => {
  aws = await startLocalAws();
});
afterEach(() => aws.close());

const TableName = "ledger";

const create = (DeletionProtectionEnabled?: boolean) =>
  aws.admin.dynamodb.send(
    new CreateTableCommand({
      TableName,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      DeletionProtectionEnabled,
    }),
  );

test("a protected table is deleted by nobody until it is no longer protected, and a new one of its name is not", async () => {
  const { dynamodb } = aws.admin;
  await create(true);
  const isProtected = async () =>
    (await dynamodb.send(new DescribeTableCommand({ TableName }))).Table?.DeletionProtectionEnabled;
  expect(await isProtected()).toBe(true);
  await expect(dynamodb.send(new DeleteTableCommand({ TableName }))).rejects.toMatchObject({
    name: "ValidationException",
    message: expect.stringContaining("protected against deletion"),
  });
  await dynamodb.send(new UpdateTableCommand({ TableName, DeletionProtectionEnabled: false }));
  await dynamodb.send(new DeleteTableCommand({ TableName }));
  await create();
  expect(await isProtected()).toBe(false);
});

test("recovery to a point in time is off until it is turned on, and reaches back to then", async () => {
  const { dynamodb } = aws.admin;
  await create();
  const recovery = async () => {
    const { ContinuousBackupsDescription: shown } = await dynamodb.send(
      new DescribeContinuousBackupsCommand({ TableName }),
    );
    return shown?.PointInTimeRecoveryDescription;
  };
  expect(await recovery()).toEqual({ PointInTimeRecoveryStatus: "DISABLED" });
  const PointInTimeRecoverySpecification = { PointInTimeRecoveryEnabled: true };
  await dynamodb.send(new UpdateContinuousBackupsCommand({ TableName, PointInTimeRecoverySpecification }));
  await aws.advance(3600);
  expect(await recovery()).toEqual({
    PointInTimeRecoveryStatus: "ENABLED",
    RecoveryPeriodInDays: 35,
    EarliestRestorableDateTime: new Date(TEST_START),
    LatestRestorableDateTime: new Date(TEST_START + 3_600_000),
  });
});

test("a table that is not there has no backups", async () => {
  const wish = new DescribeContinuousBackupsCommand({ TableName });
  await expect(aws.admin.dynamodb.send(wish)).rejects.toMatchObject({ name: "TableNotFoundException" });
});
