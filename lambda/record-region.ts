// Where CloudTrail shows what is done to a step: IAM's and Organizations' events have one Region in each partition.
import { parseArn } from "./arn.ts";
import { HOME_OF_IAM, type Partition } from "./partition.ts";
import type { Step } from "./steps.ts";

export function regionOfRecord(step: Step): string {
  if (step.type === "deny-permission-set") return step.region;
  return HOME_OF_IAM[partitionOf(step) as Partition] ?? HOME_OF_IAM.aws; // AWS names its own partitions.
}

function partitionOf(step: Step): string {
  if ("partition" in step) return step.partition;
  const arn = "roleArn" in step ? step.roleArn : "userArn" in step ? step.userArn : "";
  return parseArn(arn)?.partition ?? "aws";
}
