// Where CloudTrail shows what is done to a step: IAM's and Organizations' events have one Region in each partition.
import { parseArn } from "./arn.ts";
import type { Step } from "./steps.ts";

export function regionOfRecord(step: Step): string {
  if (step.type === "deny-permission-set") return step.region;
  return HOME_OF_IAM[partitionOf(step)] ?? "us-east-1";
}

function partitionOf(step: Step): string {
  if ("partition" in step) return step.partition;
  const arn = "roleArn" in step ? step.roleArn : "userArn" in step ? step.userArn : "";
  return parseArn(arn)?.partition ?? "aws";
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html */
const HOME_OF_IAM: Readonly<Record<string, string>> = {
  aws: "us-east-1",
  "aws-us-gov": "us-gov-west-1",
  "aws-cn": "cn-north-1",
};
