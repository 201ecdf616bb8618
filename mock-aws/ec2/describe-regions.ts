// ec2:DescribeRegions — https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRegions.html
import { z } from "zod";
import { AwsError } from "../aws-error.ts";
import { bool, list } from "../input.ts";
import { rowOf } from "../row-of.ts";
import { ec2Operation } from "./define.ts";
import { type Facts, filters, matching } from "./filters.ts";
import type { Region } from "./regions.ts";

const endpointOf = ({ name }: Region) => `ec2.${name}.amazonaws.com`;

const FACTS: Readonly<Record<string, (region: Region) => readonly string[]>> = {
  "region-name": ({ name }) => [name],
  endpoint: (region) => [endpointOf(region)],
  "opt-in-status": ({ optIn }) => [optIn],
};

const facts: Facts<Region> = (filter) => rowOf(FACTS, filter);

export const describeRegions = ec2Operation({
  name: "DescribeRegions",
  readOnly: true,
  input: { RegionName: list(z.string()).optional(), AllRegions: bool().default(false), Filter: filters },
  authorize: () => [{ action: "ec2:DescribeRegions", resource: "*" }],
  run({ RegionName, AllRegions, Filter }, { world }) {
    const unknown = RegionName?.find((name) => !world.regions.some((region) => region.name === name));
    if (unknown !== undefined)
      throw new AwsError("InvalidParameterValue", `Invalid region provided: [${unknown}]`, 400);
    const asked = world.regions.filter(
      (region) =>
        (AllRegions || RegionName || region.optIn === "opt-in-not-required") &&
        (RegionName?.includes(region.name) ?? true),
    );
    return {
      regionInfo: matching(asked, Filter, facts).map((region) => ({
        regionName: region.name,
        regionEndpoint: endpointOf(region),
        optInStatus: region.optIn,
      })),
    };
  },
});
