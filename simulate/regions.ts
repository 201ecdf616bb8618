// The Regions that there are in a run: to search all of AWS's takes long and shows nothing more.

export const REGIONS: readonly string[] = ["us-east-1", "us-west-2", "eu-west-1"];
