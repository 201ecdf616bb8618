import {
  type CloudTrailClient,
  CreateTrailCommand,
  DeleteTrailCommand,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetTrailStatusCommand,
  PutEventSelectorsCommand,
  StartLoggingCommand,
  StopLoggingCommand,
} from "@aws-sdk/client-cloudtrail";
import { CreateBucketCommand } from "@aws-sdk/client-s3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startLocalAws, TEST_START, type TestAws } from "../../support/local-aws.ts";

let aws: TestAws;
let home: CloudTrailClient;
let abroad: CloudTrailClient;
beforeEach(async () => {
  aws = await startLocalAws();
  home = aws.admin.cloudtrail;
  abroad = aws.as(aws.admin.keys, "eu-west-1").cloudtrail;
  await aws.admin.s3.send(new CreateBucketCommand({ Bucket: "the-trail" }));
});
afterEach(() => aws.close());

const ARN = "arn:aws:cloudtrail:us-east-1:111122223333:trail/everything";
const create = (more: object = {}) =>
  home.send(new CreateTrailCommand({ Name: "everything", S3BucketName: "the-trail", ...more }));

test("a new trail does not log before it is started, and says since when", async () => {
  expect(await create()).toMatchObject({ TrailARN: ARN, IsMultiRegionTrail: false, LogFileValidationEnabled: false });
  expect(await home.send(new GetTrailStatusCommand({ Name: "everything" }))).toMatchObject({ IsLogging: false });
  await home.send(new StartLoggingCommand({ Name: "everything" }));
  await aws.advance(60);
  await home.send(new StopLoggingCommand({ Name: ARN }));
  expect(await home.send(new GetTrailStatusCommand({ Name: ARN }))).toMatchObject({
    IsLogging: false,
    StartLoggingTime: new Date(TEST_START),
    StopLoggingTime: new Date(TEST_START + 60_000),
  });
});

test("a trail of every Region is seen in each, and changed at home alone", async () => {
  await create({ IsMultiRegionTrail: true });
  const { trailList } = await abroad.send(new DescribeTrailsCommand({}));
  expect(trailList).toMatchObject([{ TrailARN: ARN, HomeRegion: "us-east-1", IsMultiRegionTrail: true }]);
  expect(await abroad.send(new DescribeTrailsCommand({ includeShadowTrails: false }))).toMatchObject({ trailList: [] });
  expect(await abroad.send(new GetTrailStatusCommand({ Name: ARN }))).toMatchObject({ IsLogging: false });
  await expect(abroad.send(new StartLoggingCommand({ Name: ARN }))).rejects.toMatchObject({
    name: "InvalidHomeRegionException",
  });
});

test("a trail of one Region is seen there alone", async () => {
  await create();
  expect(await abroad.send(new DescribeTrailsCommand({}))).toMatchObject({ trailList: [] });
  await expect(abroad.send(new GetTrailStatusCommand({ Name: "everything" }))).rejects.toMatchObject({
    name: "TrailNotFoundException",
  });
});

test("every management event is selected until somebody says otherwise", async () => {
  await create();
  const select = async () => {
    const { EventSelectors, AdvancedEventSelectors } = await home.send(
      new GetEventSelectorsCommand({ TrailName: "everything" }),
    );
    return { EventSelectors, AdvancedEventSelectors };
  };
  expect(await select()).toMatchObject({ EventSelectors: [{ ReadWriteType: "All", IncludeManagementEvents: true }] });
  const EventSelectors = [{ ReadWriteType: "WriteOnly" as const }];
  await home.send(new PutEventSelectorsCommand({ TrailName: "everything", EventSelectors }));
  expect(await select()).toMatchObject({ EventSelectors: [{ ReadWriteType: "WriteOnly" }] });
  const FieldSelectors = [{ Field: "eventCategory", Equals: ["Management"] }];
  const AdvancedEventSelectors = [{ FieldSelectors }];
  await home.send(new PutEventSelectorsCommand({ TrailName: "everything", AdvancedEventSelectors }));
  expect(await select()).toEqual({ EventSelectors: undefined, AdvancedEventSelectors });
  await expect(
    home.send(new PutEventSelectorsCommand({ TrailName: "everything", EventSelectors, AdvancedEventSelectors })),
  ).rejects.toMatchObject({ name: "InvalidEventSelectorsException" });
});

test.each([
  [{ S3BucketName: "nobodys" }, "S3BucketDoesNotExistException"],
  [{ Name: "a" }, "InvalidTrailNameException"],
  [{ Name: "every..thing" }, "InvalidTrailNameException"],
  [{ IsMultiRegionTrail: true, IncludeGlobalServiceEvents: false }, "InvalidParameterCombinationException"],
  [{ IsOrganizationTrail: true }, "NotImplemented"],
  [{ KmsKeyId: "alias/logs" }, "NotImplemented"],
])("a trail with %j is refused: %s", async (more, name) => {
  await expect(create(more)).rejects.toMatchObject({ name });
});

test("there is one trail of a name, five in a Region, and none once it is deleted", async () => {
  await create();
  await expect(create()).rejects.toMatchObject({ name: "TrailAlreadyExistsException" });
  for (const number of [2, 3, 4, 5]) await create({ Name: `trail-${number}` });
  await expect(create({ Name: "trail-6" })).rejects.toMatchObject({ name: "MaximumNumberOfTrailsExceededException" });
  await home.send(new DeleteTrailCommand({ Name: "everything" }));
  await expect(home.send(new GetTrailStatusCommand({ Name: ARN }))).rejects.toMatchObject({
    name: "TrailNotFoundException",
    message: `Unknown trail: ${ARN} for the user: 111122223333`,
  });
});
