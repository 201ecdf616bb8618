// cloudtrail:LookupEvents — https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html
import { z } from "zod";
import { AwsError } from "../aws-error.ts";
import { list, text, time } from "../input.ts";
import { type Call, operation } from "../operation.ts";
import { searchHistory } from "./event-history.ts";
import { LOOKUP_ATTRIBUTES, type LookupAttribute, lookupResources, lookupUsername } from "./lookup-attributes.ts";
import { takeLookup } from "./lookup-rate.ts";
import { readNextToken, writeNextToken } from "./next-token.ts";
import type { TrailEntry } from "./trail-record.ts";

const KEPT_MS = 90 * 24 * 60 * 60 * 1000;
const LARGEST_PAGE = 50;

const input = z.object({
  LookupAttributes: list(
    z.strictObject({ AttributeKey: z.string(), AttributeValue: text({ min: 1, max: 2000 }) }),
  ).optional(),
  StartTime: time().optional(),
  EndTime: time().optional(),
  EventCategory: z.string().optional(),
  MaxResults: z.number().optional(),
  NextToken: z.string().optional(),
});

type Input = z.infer<typeof input>;

/**
 * The event history: management events of the caller's account in the Region called, once CloudTrail has them.
 * Accounts of the local AWS log no Insights events, so a search for those finds none.
 */
export const lookupEvents = operation({
  name: "LookupEvents",
  readOnly: true,
  input,
  authorize: () => [{ action: "cloudtrail:LookupEvents", resource: "*" }],
  run(wish, call) {
    const { world, caller, region, now } = call;
    if (!takeLookup(world, caller.account, region)) throw new AwsError("ThrottlingException", "Rate exceeded");
    const attribute = attributeOf(wish);
    const limit = pageSizeOf(wish);
    const { from, to } = timesOf(wish, now);
    const question = questionOf(wish, call);
    const before = wish.NextToken === undefined ? undefined : readNextToken(wish.NextToken, question);
    if (isInsight(wish)) return { Events: [] };
    const found = searchHistory(world, caller.account, region, { attribute, from, to, before, limit: limit + 1 });
    const page = found.slice(0, limit);
    const last = found.length > limit ? page.at(-1) : undefined;
    return { Events: page.map(show), ...(last ? { NextToken: writeNextToken(last, question) } : {}) };
  },
});

function attributeOf({ LookupAttributes = [] }: Input) {
  const [attribute, ...others] = LookupAttributes;
  if (!attribute) return undefined;
  if (others.length > 0) {
    throw new AwsError("InvalidLookupAttributesException", "You can only use one lookup attribute at a time.");
  }
  const { AttributeKey, AttributeValue } = attribute;
  const isKnown = (key: string): key is LookupAttribute => (LOOKUP_ATTRIBUTES as readonly string[]).includes(key);
  if (!isKnown(AttributeKey) || (AttributeKey === "ReadOnly" && !/^(true|false)$/.test(AttributeValue))) {
    throw new AwsError(
      "InvalidLookupAttributesException",
      `Invalid lookup attribute: ${AttributeKey}=${AttributeValue}`,
    );
  }
  return { name: AttributeKey, value: AttributeValue };
}

function pageSizeOf({ MaxResults = LARGEST_PAGE }: Input): number {
  if (Number.isInteger(MaxResults) && MaxResults >= 1 && MaxResults <= LARGEST_PAGE) return MaxResults;
  throw new AwsError("InvalidMaxResultsException", `MaxResults must be between 1 and ${LARGEST_PAGE}.`);
}

function timesOf({ StartTime, EndTime }: Input, now: number) {
  const start = StartTime?.getTime() ?? 0;
  const to = EndTime?.getTime() ?? now;
  if (start > to) throw new AwsError("InvalidTimeRangeException", "The start time must not be after the end time.");
  return { from: Math.max(start, now - KEPT_MS), to };
}

function isInsight({ EventCategory }: Input): boolean {
  if (EventCategory === undefined || EventCategory === "insight") return EventCategory === "insight";
  throw new AwsError("InvalidEventCategoryException", `Invalid event category: ${EventCategory}`);
}

function questionOf({ NextToken: _, ...wish }: Input, { caller, region }: Call) {
  return [
    caller.account,
    region,
    wish.LookupAttributes,
    wish.StartTime,
    wish.EndTime,
    wish.EventCategory,
    wish.MaxResults,
  ];
}

function show({ record, text: CloudTrailEvent, time: eventTime }: TrailEntry) {
  return {
    EventId: record.eventID,
    EventName: record.eventName,
    ReadOnly: String(record.readOnly),
    AccessKeyId: record.userIdentity.accessKeyId,
    EventTime: new Date(eventTime),
    EventSource: record.eventSource,
    Username: lookupUsername(record),
    Resources: lookupResources(record),
    CloudTrailEvent,
  };
}
