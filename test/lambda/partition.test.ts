// Which partition a Region is in, and where IAM's events come up there.
import { expect, test } from "vitest";
import { HOME_OF_IAM, partitionOf } from "../../lambda/partition.ts";

test.each([
  ["eu-central-1", "aws", "us-east-1"],
  ["us-gov-east-1", "aws-us-gov", "us-gov-west-1"],
  ["cn-northwest-1", "aws-cn", "cn-north-1"],
] as const)("%s is in %s, whose IAM is at home in %s", (region, partition, home) => {
  expect(partitionOf(region)).toBe(partition);
  expect(HOME_OF_IAM[partition]).toBe(home);
});
