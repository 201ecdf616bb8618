import {
  CreateDetectorCommand,
  GetDetectorCommand,
  GuardDutyClient,
  UpdateDetectorCommand,
} from "@aws-sdk/client-guardduty";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startLocalAws, TEST_START, type TestAws } from "../../support/local-aws.ts";

let aws: TestAws;
let guardDuty: GuardDutyClient;
beforeEach(async () => {
  aws = await startLocalAws();
  const { endpoint, admin } = aws;
  guardDuty = new GuardDutyClient({ endpoint, region: "us-east-1", credentials: admin.keys, maxAttempts: 1 });
});
afterEach(() => aws.close());

test("a detector tells of itself, is suspended and tells more often", async () => {
  const { DetectorId } = await guardDuty.send(new CreateDetectorCommand({ Enable: true }));
  const show = () => guardDuty.send(new GetDetectorCommand({ DetectorId }));
  const createdAt = new Date(TEST_START).toISOString();
  expect(await show()).toMatchObject({
    Status: "ENABLED",
    FindingPublishingFrequency: "SIX_HOURS",
    CreatedAt: createdAt,
    UpdatedAt: createdAt,
  });
  await aws.advance(60);
  await guardDuty.send(new UpdateDetectorCommand({ DetectorId, Enable: false }));
  expect(await show()).toMatchObject({ Status: "DISABLED", FindingPublishingFrequency: "SIX_HOURS" });
  const often = { DetectorId, FindingPublishingFrequency: "FIFTEEN_MINUTES" as const };
  await guardDuty.send(new UpdateDetectorCommand(often));
  expect(await show()).toMatchObject({
    Status: "DISABLED",
    FindingPublishingFrequency: "FIFTEEN_MINUTES",
    UpdatedAt: new Date(TEST_START + 60_000).toISOString(),
  });
});

test("what a detector would be told and would pass over is refused", async () => {
  const { DetectorId } = await guardDuty.send(new CreateDetectorCommand({ Enable: true }));
  const Features = [{ Name: "S3_DATA_EVENTS" as const, Status: "ENABLED" as const }];
  await expect(guardDuty.send(new UpdateDetectorCommand({ DetectorId, Features }))).rejects.toMatchObject({
    name: "NotImplemented",
  });
});
