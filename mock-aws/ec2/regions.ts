// The Regions of AWS: those that every account has, and those that an account opts in to.
// https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html

export type Region = { readonly name: string; readonly optIn: "opt-in-not-required" | "not-opted-in" };

const DEFAULT = [
  "ap-south-1",
  "eu-north-1",
  "eu-west-3",
  "eu-west-2",
  "eu-west-1",
  "ap-northeast-3",
  "ap-northeast-2",
  "ap-northeast-1",
  "ca-central-1",
  "sa-east-1",
  "ap-southeast-1",
  "ap-southeast-2",
  "eu-central-1",
  "us-east-1",
  "us-east-2",
  "us-west-1",
  "us-west-2",
];

const OPT_IN = [
  "af-south-1",
  "ap-east-1",
  "ap-east-2",
  "ap-south-2",
  "ap-southeast-3",
  "ap-southeast-4",
  "ap-southeast-5",
  "ap-southeast-6",
  "ap-southeast-7",
  "ca-west-1",
  "eu-central-2",
  "eu-south-1",
  "eu-south-2",
  "il-central-1",
  "me-central-1",
  "me-south-1",
  "mx-central-1",
];

export const REGIONS: readonly Region[] = [
  ...DEFAULT.map((name): Region => ({ name, optIn: "opt-in-not-required" })),
  ...OPT_IN.map((name): Region => ({ name, optIn: "not-opted-in" })),
];
