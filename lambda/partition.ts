// The partition of AWS that a Region is in, and where IAM has its home there.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html

export type Partition = "aws" | "aws-us-gov" | "aws-cn";

export function partitionOf(region: string): Partition {
  if (region.startsWith("cn-")) return "aws-cn";
  if (region.startsWith("us-gov-")) return "aws-us-gov";
  return "aws";
}

/** AWS knows more partitions than this project does: of those nothing is said. `unknown` is a Region too. */
export function isOfOtherPartition(partition: string, region: string): boolean {
  return region !== "unknown" && Object.hasOwn(HOME_OF_IAM, partition) && partition !== partitionOf(region);
}

/**
 * The Region in which events of IAM and Organizations come up.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html
 */
export const HOME_OF_IAM: { readonly [P in Partition]: string } = {
  aws: "us-east-1",
  "aws-us-gov": "us-gov-west-1",
  "aws-cn": "cn-north-1",
};
