import { DescribeRegionsCommand, type DescribeRegionsCommandInput } from "@aws-sdk/client-ec2";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { sessionWith } from "../../support/session.ts";

let aws: TestAws;
beforeAll(async () => {
  aws = await startLocalAws();
});
afterAll(() => aws.close());

test("DescribeRegions shows the 17 Regions that every account has", async () => {
  const { Regions } = await aws.admin.ec2.send(new DescribeRegionsCommand({}));
  expect(Regions).toHaveLength(17);
  expect(Regions).toContainEqual({
    RegionName: "eu-west-1",
    Endpoint: "ec2.eu-west-1.amazonaws.com",
    OptInStatus: "opt-in-not-required",
  });
});

test("DescribeRegions with AllRegions shows those to opt in to as well", async () => {
  const { Regions } = await aws.admin.ec2.send(new DescribeRegionsCommand({ AllRegions: true }));
  expect(Regions).toContainEqual(expect.objectContaining({ RegionName: "af-south-1", OptInStatus: "not-opted-in" }));
});

test("DescribeRegions takes names and filters", async () => {
  const ask = async (input: DescribeRegionsCommandInput) =>
    (await aws.admin.ec2.send(new DescribeRegionsCommand(input))).Regions?.map(({ RegionName }) => RegionName);
  expect(await ask({ RegionNames: ["eu-west-1", "us-east-1"] })).toEqual(["eu-west-1", "us-east-1"]);
  expect(await ask({ Filters: [{ Name: "region-name", Values: ["us-*"] }] })).toHaveLength(4);
  await expect(ask({ RegionNames: ["mars-1"] })).rejects.toMatchObject({ name: "InvalidParameterValue" });
});

test("a filter that the local AWS does not know is refused", async () => {
  const wish = new DescribeRegionsCommand({ Filters: [{ Name: "geography", Values: ["Mars"] }] });
  await expect(aws.admin.ec2.send(wish)).rejects.toMatchObject({ name: "NotImplemented" });
});

test("a caller without permission is refused in EC2's words", async () => {
  const stranger = await sessionWith(aws);
  await expect(stranger.ec2.send(new DescribeRegionsCommand({}))).rejects.toMatchObject({
    name: "UnauthorizedOperation",
    message: expect.stringMatching(
      /^You are not authorized to perform this operation\. User: arn:aws:sts::111122223333:assumed-role\/role-\d+\/tester is not authorized to perform: ec2:DescribeRegions because no identity-based policy allows the ec2:DescribeRegions action/,
    ),
    $metadata: { httpStatusCode: 403 },
  });
});

test("a dry run says whether the caller may, and does nothing", async () => {
  await expect(aws.admin.ec2.send(new DescribeRegionsCommand({ DryRun: true }))).rejects.toMatchObject({
    name: "DryRunOperation",
    $metadata: { httpStatusCode: 412 },
  });
  const stranger = await sessionWith(aws);
  await expect(stranger.ec2.send(new DescribeRegionsCommand({ DryRun: true }))).rejects.toMatchObject({
    name: "UnauthorizedOperation",
  });
});
