// Reading CloudTrail through LookupEvents: management events, two calls a second for each account and Region.
//
// https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html
import { type CloudTrailClient, type Event, LookupEventsCommand } from "@aws-sdk/client-cloudtrail";
import { DescribeRegionsCommand } from "@aws-sdk/client-ec2";
import { z } from "zod";
import type { Aws } from "../aws.ts";
import type { Time, TrailEvent, TrailReading } from "../model.ts";

/** What this place to read from asks of AWS: the deployed role's policy is made of it. */
export const LOOKUP_PERMISSIONS = ["cloudtrail:LookupEvents", "ec2:DescribeRegions"] as const;

export type Lookup = {
  readonly attribute: "AccessKeyId" | "EventName";
  readonly value: string;
  readonly from: Time;
  readonly to: Time;
};

/** LookupEvents allows two calls a second; a little less leaves room for others. */
const PACE_MS = 550;
/** 50 events a page. A key with more calls than this since the cutoff cannot be read whole this way: that is a gap. */
const MOST_PAGES = 40;
const MOST_THROTTLES = 20;

/** Every enabled Region of the account. */
export async function enabledRegions(aws: Aws): Promise<readonly string[]> {
  const answer = await aws.ec2.send(new DescribeRegionsCommand({}));
  return (answer.Regions ?? []).flatMap(({ RegionName }) => RegionName ?? []).sort();
}

/** Asks every Region, all of them at once and each at its own pace. Never rejects: what fails is a gap. */
export async function lookUpEverywhere(
  aws: Aws,
  regions: readonly string[],
  lookup: Lookup,
  sleep: (ms: number) => Promise<void>,
): Promise<TrailReading> {
  const readings = await Promise.all(regions.map((region) => lookUpIn(aws.cloudTrail(region), region, lookup, sleep)));
  return {
    events: readings.flatMap(({ events }) => events),
    regions: readings.flatMap(({ region, gap }) => (gap === undefined ? [region] : [])),
    through: lookup.to,
    gaps: readings.flatMap(({ gap }) => gap ?? []),
  };
}

type RegionReading = { readonly region: string; readonly events: readonly TrailEvent[]; readonly gap?: string };

async function lookUpIn(
  client: CloudTrailClient,
  region: string,
  { attribute, value, from, to }: Lookup,
  sleep: (ms: number) => Promise<void>,
): Promise<RegionReading> {
  const events: TrailEvent[] = [];
  let token: string | undefined;
  let throttles = 0;
  for (let page = 0; page < MOST_PAGES; ) {
    try {
      const answer = await client.send(
        new LookupEventsCommand({
          LookupAttributes: [{ AttributeKey: attribute, AttributeValue: value }],
          StartTime: new Date(from),
          EndTime: new Date(to),
          MaxResults: 50,
          ...(token === undefined ? {} : { NextToken: token }),
        }),
      );
      events.push(...(answer.Events ?? []).flatMap((event) => readEvent(event, region)));
      token = answer.NextToken;
      if (token === undefined) return { region, events };
      page++;
      await sleep(PACE_MS);
    } catch (error) {
      const { name, message } = error instanceof Error ? error : new Error(String(error));
      if (!/Throttling|TooManyRequests/.test(name) || ++throttles > MOST_THROTTLES) {
        return { region, events, gap: `CloudTrail in ${region} could not be read: ${name}: ${message}` };
      }
      await sleep(PACE_MS * 2);
    }
  }
  return {
    region,
    events,
    gap: `CloudTrail in ${region} has more than ${MOST_PAGES * 50} events of ${value}: the rest was not read.`,
  };
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html */
const record = z.object({
  eventTime: z.string().optional(),
  eventSource: z.string(),
  eventName: z.string(),
  errorCode: z.string().nullish(),
  errorMessage: z.string().nullish(),
  requestID: z.string().nullish(),
  userIdentity: z.object({ accessKeyId: z.string().nullish() }).nullish(),
});

/** An event without a readable record is kept by what LookupEvents says of it: it must not vanish. */
function readEvent(
  { EventId, EventTime, EventSource, EventName, AccessKeyId, CloudTrailEvent }: Event,
  region: string,
): readonly TrailEvent[] {
  if (EventId === undefined || EventTime === undefined) return [];
  const parsed = record.safeParse(parseJson(CloudTrailEvent ?? ""));
  const said = parsed.success ? parsed.data : undefined;
  const accessKeyId = said?.userIdentity?.accessKeyId ?? AccessKeyId;
  return [
    {
      eventId: EventId,
      at: EventTime.toISOString(),
      region,
      source: said?.eventSource ?? EventSource ?? "unknown",
      name: said?.eventName ?? EventName ?? "unknown",
      ...(accessKeyId ? { accessKeyId } : {}),
      ...(said?.requestID ? { requestId: said.requestID } : {}),
      ...(said?.errorCode ? { errorCode: said.errorCode } : {}),
      ...(said?.errorMessage ? { errorMessage: said.errorMessage } : {}),
    },
  ];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
