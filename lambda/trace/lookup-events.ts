// Reading CloudTrail through LookupEvents: management events, two calls a second for each account and Region.
//
// https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html
import { DescribeRegionsCommand, EC2Client } from "@aws-sdk/client-ec2";
import type { Aws } from "../aws.ts";
import type { TrailEvent, TrailReading } from "../evidence.ts";
import type { Pace } from "./pace.ts";
import { type Lookup, readPages } from "./read-pages.ts";
import { readTrailEvent } from "./trail-record.ts";

export type { Lookup } from "./read-pages.ts";

/** What this place to read from asks of AWS: the deployed role's policy is made of it. */
export const LOOKUP_PERMISSIONS = ["cloudtrail:LookupEvents", "ec2:DescribeRegions"] as const;

/** Every enabled Region of the account. */
export async function enabledRegions(aws: Aws): Promise<readonly string[]> {
  const answer = await aws.client(EC2Client).send(new DescribeRegionsCommand({}));
  return (answer.Regions ?? []).flatMap(({ RegionName }) => RegionName ?? []).sort();
}

/** Every Region that there is, enabled in the account or not: another account may have it enabled. */
export async function allRegions(aws: Aws): Promise<readonly string[]> {
  const answer = await aws.client(EC2Client).send(new DescribeRegionsCommand({ AllRegions: true }));
  return (answer.Regions ?? []).flatMap(({ RegionName }) => RegionName ?? []).sort();
}

/** Asks every Region, all of them at once and each at its own pace. Never rejects: what fails is a gap. */
export async function lookUpEverywhere(
  aws: Aws,
  regions: readonly string[],
  lookup: Lookup,
  pace: Pace,
): Promise<TrailReading> {
  const readings = await Promise.all(regions.map((region) => lookUpIn(aws, region, lookup, pace)));
  return {
    events: readings.flatMap(({ events }) => events),
    regions: readings.flatMap(({ region, gap }) => (gap === undefined ? [region] : [])),
    through: lookup.to,
    gaps: readings.flatMap(({ gap }) => gap ?? []),
  };
}

export type RegionReading = { readonly region: string; readonly events: readonly TrailEvent[]; readonly gap?: string };

/** Never rejects: what fails is a gap. */
export async function lookUpIn(aws: Aws, region: string, lookup: Lookup, pace: Pace): Promise<RegionReading> {
  const { events, gap } = await readPages(aws, region, lookup, pace);
  return {
    region,
    events: events.flatMap((event) => readTrailEvent(event, region)),
    ...(gap === undefined ? {} : { gap }),
  };
}
